"""Closed management 封闭化管理微改造: what to fence, which gates to close, what it saves, what one night would take.

`compounds` says what is closed as one, `edges` where its outline needs a fence, `gates` which openings stay, `works`
what that costs and saves, `tonight` what closing at once would take. `checker` counts it all again in plain loops.
"""
