"""The parts of a figure's surface: trunk, head, arms, legs, feet, and the clothes on them.

The tables are half breadths and half depths at heights or along limbs, shares of the body's height, drawn by eye
after anatomical proportions.
"""
