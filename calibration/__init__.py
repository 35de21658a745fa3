"""Calibration: how often the analysis is right, on simulated diaries with a known truth."""
