"""A synthetic county in agency layouts, for demos and tests.

The idea, in the order of the modules:

    rng      repeatable random numbers, one independent stream per topic
    land     the plan: a flat rectangle (u, v) of 45 x 40 km, where people live in it, which
             district has which story, and `warp`, which bends the flat plan into a landscape
    mesh     cuts the plan into tracts, block groups and blocks, on a lattice of 100 m
    people   what each tract is like: counts of people, homes and incomes that agree with each other
    acs      writes those counts as American Community Survey cells with margins and sentinels
    streets  roads along the cuts, bridges, a freeway, a ferry
    sites    food stores, health centers, candidate stops for a van
    health   chronic diseases and health risks of adults, in the layout of CDC PLACES
    atlas    distances from blocks to supermarkets, as the Food Access Research Atlas flags them
    files    every output file
    main     the command line

Everything is drawn on the flat plan, where a border is a row of lattice points and two neighbours
share those points exactly. `warp` is smooth and one-to-one, so it bends tracts, streets and river
together: the coverage stays free of gaps and overlaps, and the river (the line v = 0) stays a
border.
"""
