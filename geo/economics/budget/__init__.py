"""The three-bits account: what comes in, what it costs, who bears it, and what happens when the subsidy ends.

Money is whole fen (int64) from the first multiplication on, so that sums over estates, regions, offices, firms and
the city are equal to the fen. `basis` holds what a plan says, `assumptions` what nobody knows, `account` puts
them together.
"""
