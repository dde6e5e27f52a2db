"""Computes the reference values beside this file. Run: python3 make_references.py (numpy needed)."""
import numpy as np

HEAD = "# Computed with numpy %s by make_references.py; tolerance 1e-9 relative\n" % np.__version__


def ridge():
    n, p, k, lam = 30, 5, 3, 7.0
    i = np.arange(n)[:, None]
    x = np.hstack([np.sin(i * (j + 1) * 0.7) * (j + 1) + 0.1 * j * i for j in range(p)])
    y = np.hstack([np.cos(i * (m + 1) * 0.3) + x[:, [m]] * (m + 0.5) - x[:, [4]] for m in range(k)])
    w = 0.5 ** ((n - np.arange(n)) / 10.0)
    mean, ymean = (w @ x) / w.sum(), (w @ y) / w.sum()
    scale = np.sqrt((w @ (x - mean) ** 2) / w.sum())
    s = (x - mean) / scale
    beta = np.linalg.solve(s.T @ (w[:, None] * s) + lam * np.eye(p), s.T @ (w[:, None] * (y - ymean)))
    beta = beta / scale[:, None]
    intercept = ymean - mean @ beta
    with open("ridge.csv", "w") as out:
        out.write(HEAD + "# one line per output: intercept, then one coefficient per input; lambda 7\n")
        for m in range(k):
            out.write(",".join(repr(float(v)) for v in [intercept[m], *beta[:, m]]) + "\n")


def quantiles():
    residuals = np.array([((j * 37) % 101 - 50) / 7.0 for j in range(60)])
    weights = 0.5 ** ((60 - np.arange(60)) / 30.0)
    order = np.argsort(residuals)
    r, w = residuals[order], weights[order]
    middle = (np.cumsum(w) - w / 2) / w.sum()
    levels = [0.005, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 0.995]
    with open("weighted-quantiles.csv", "w") as out:
        out.write(HEAD + "# level, quantile\n")
        for level, value in zip(levels, np.interp(levels, middle, r)):
            out.write("%r,%r\n" % (level, float(value)))


def scores():
    t = np.arange(200)
    actual = 20 + 10 * np.sin(t / 24 * 2 * np.pi) + (t * 7 % 11)
    forecast = 21 + 9 * np.sin((t - 1) / 24 * 2 * np.pi) + (t * 5 % 13)
    lower, upper = forecast - 6, forecast + 7
    e = actual - forecast
    scale = np.mean(np.abs(actual[24:] - actual[:-24]))
    pin = lambda q, p: np.mean(np.where(actual >= q, p * (actual - q), (1 - p) * (q - actual)))
    with open("scores.csv", "w") as out:
        out.write(HEAD + "# name, value\n")
        for name, value in [
            ("mae", np.mean(np.abs(e))), ("rmse", np.sqrt(np.mean(e**2))), ("bias", np.mean(-e)),
            ("mase24", np.mean(np.abs(e)) / scale), ("pinball10", pin(lower, 0.1)), ("pinball90", pin(upper, 0.9)),
            ("coverage", np.mean((actual >= lower) & (actual <= upper)))]:
            out.write("%s,%r\n" % (name, float(value)))


ridge()
quantiles()
scores()
