"""The roll-out: in which month each estate passes each stage, from today's stages to the last entry.

`standing` reads where each estate stands, `capacity` what a firm can do, `problem` puts both into arrays; `listing`
places estates one after the other, `improve` betters the order, `exact` and `bound` prove, `checker` counts again
without any of them. `priorities`, `deadline`, `simulation`, `curves` and `tables` say what comes of it, `progress`
holds a later ledger against it, `consent` counts the votes of owners.
"""
