// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/map/palette.hpp"

#include <array>
#include <string_view>

// Private to engine/map: the published colors, one list for each number of classes from 3 to 9.
//
// ColorBrewer 2.0: Copyright (c) 2002 Cynthia Brewer, Mark Harrower, and The Pennsylvania State
// University. Licensed under the Apache License, Version 2.0. https://colorbrewer2.org
// viridis, magma, inferno, plasma: Nathaniel J. Smith, Stefan van der Walt and (viridis) Eric
// Firing, released under CC0. https://bids.github.io/colormap
// cividis: Jamie R. Nunez, Christopher R. Anderton, Ryan S. Renslow 2018,
// doi:10.1371/journal.pone.0199239; CC0.
// The lists of these five are the colors at equal steps of their 256 published ones.

namespace tractwise::map {

using Lists = std::array<std::string_view, 7>;

// clang-format off
constexpr Lists kYlOrBr{
    "fff7bc fec44f d95f0e",
    "ffffd4 fed98e fe9929 cc4c02",
    "ffffd4 fed98e fe9929 d95f0e 993404",
    "ffffd4 fee391 fec44f fe9929 d95f0e 993404",
    "ffffd4 fee391 fec44f fe9929 ec7014 cc4c02 8c2d04",
    "ffffe5 fff7bc fee391 fec44f fe9929 ec7014 cc4c02 8c2d04",
    "ffffe5 fff7bc fee391 fec44f fe9929 ec7014 cc4c02 993404 662506"};
constexpr Lists kOrRd{
    "fee8c8 fdbb84 e34a33",
    "fef0d9 fdcc8a fc8d59 d7301f",
    "fef0d9 fdcc8a fc8d59 e34a33 b30000",
    "fef0d9 fdd49e fdbb84 fc8d59 e34a33 b30000",
    "fef0d9 fdd49e fdbb84 fc8d59 ef6548 d7301f 990000",
    "fff7ec fee8c8 fdd49e fdbb84 fc8d59 ef6548 d7301f 990000",
    "fff7ec fee8c8 fdd49e fdbb84 fc8d59 ef6548 d7301f b30000 7f0000"};
constexpr Lists kYlOrRd{
    "ffeda0 feb24c f03b20",
    "ffffb2 fecc5c fd8d3c e31a1c",
    "ffffb2 fecc5c fd8d3c f03b20 bd0026",
    "ffffb2 fed976 feb24c fd8d3c f03b20 bd0026",
    "ffffb2 fed976 feb24c fd8d3c fc4e2a e31a1c b10026",
    "ffffcc ffeda0 fed976 feb24c fd8d3c fc4e2a e31a1c b10026",
    "ffffcc ffeda0 fed976 feb24c fd8d3c fc4e2a e31a1c bd0026 800026"};
constexpr Lists kYlGnBu{
    "edf8b1 7fcdbb 2c7fb8",
    "ffffcc a1dab4 41b6c4 225ea8",
    "ffffcc a1dab4 41b6c4 2c7fb8 253494",
    "ffffcc c7e9b4 7fcdbb 41b6c4 2c7fb8 253494",
    "ffffcc c7e9b4 7fcdbb 41b6c4 1d91c0 225ea8 0c2c84",
    "ffffd9 edf8b1 c7e9b4 7fcdbb 41b6c4 1d91c0 225ea8 0c2c84",
    "ffffd9 edf8b1 c7e9b4 7fcdbb 41b6c4 1d91c0 225ea8 253494 081d58"};
constexpr Lists kYlGn{
    "f7fcb9 addd8e 31a354",
    "ffffcc c2e699 78c679 238443",
    "ffffcc c2e699 78c679 31a354 006837",
    "ffffcc d9f0a3 addd8e 78c679 31a354 006837",
    "ffffcc d9f0a3 addd8e 78c679 41ab5d 238443 005a32",
    "ffffe5 f7fcb9 d9f0a3 addd8e 78c679 41ab5d 238443 005a32",
    "ffffe5 f7fcb9 d9f0a3 addd8e 78c679 41ab5d 238443 006837 004529"};
constexpr Lists kGnBu{
    "e0f3db a8ddb5 43a2ca",
    "f0f9e8 bae4bc 7bccc4 2b8cbe",
    "f0f9e8 bae4bc 7bccc4 43a2ca 0868ac",
    "f0f9e8 ccebc5 a8ddb5 7bccc4 43a2ca 0868ac",
    "f0f9e8 ccebc5 a8ddb5 7bccc4 4eb3d3 2b8cbe 08589e",
    "f7fcf0 e0f3db ccebc5 a8ddb5 7bccc4 4eb3d3 2b8cbe 08589e",
    "f7fcf0 e0f3db ccebc5 a8ddb5 7bccc4 4eb3d3 2b8cbe 0868ac 084081"};
constexpr Lists kBuGn{
    "e5f5f9 99d8c9 2ca25f",
    "edf8fb b2e2e2 66c2a4 238b45",
    "edf8fb b2e2e2 66c2a4 2ca25f 006d2c",
    "edf8fb ccece6 99d8c9 66c2a4 2ca25f 006d2c",
    "edf8fb ccece6 99d8c9 66c2a4 41ae76 238b45 005824",
    "f7fcfd e5f5f9 ccece6 99d8c9 66c2a4 41ae76 238b45 005824",
    "f7fcfd e5f5f9 ccece6 99d8c9 66c2a4 41ae76 238b45 006d2c 00441b"};
constexpr Lists kPuBuGn{
    "ece2f0 a6bddb 1c9099",
    "f6eff7 bdc9e1 67a9cf 02818a",
    "f6eff7 bdc9e1 67a9cf 1c9099 016c59",
    "f6eff7 d0d1e6 a6bddb 67a9cf 1c9099 016c59",
    "f6eff7 d0d1e6 a6bddb 67a9cf 3690c0 02818a 016450",
    "fff7fb ece2f0 d0d1e6 a6bddb 67a9cf 3690c0 02818a 016450",
    "fff7fb ece2f0 d0d1e6 a6bddb 67a9cf 3690c0 02818a 016c59 014636"};
constexpr Lists kPuBu{
    "ece7f2 a6bddb 2b8cbe",
    "f1eef6 bdc9e1 74a9cf 0570b0",
    "f1eef6 bdc9e1 74a9cf 2b8cbe 045a8d",
    "f1eef6 d0d1e6 a6bddb 74a9cf 2b8cbe 045a8d",
    "f1eef6 d0d1e6 a6bddb 74a9cf 3690c0 0570b0 034e7b",
    "fff7fb ece7f2 d0d1e6 a6bddb 74a9cf 3690c0 0570b0 034e7b",
    "fff7fb ece7f2 d0d1e6 a6bddb 74a9cf 3690c0 0570b0 045a8d 023858"};
constexpr Lists kBuPu{
    "e0ecf4 9ebcda 8856a7",
    "edf8fb b3cde3 8c96c6 88419d",
    "edf8fb b3cde3 8c96c6 8856a7 810f7c",
    "edf8fb bfd3e6 9ebcda 8c96c6 8856a7 810f7c",
    "edf8fb bfd3e6 9ebcda 8c96c6 8c6bb1 88419d 6e016b",
    "f7fcfd e0ecf4 bfd3e6 9ebcda 8c96c6 8c6bb1 88419d 6e016b",
    "f7fcfd e0ecf4 bfd3e6 9ebcda 8c96c6 8c6bb1 88419d 810f7c 4d004b"};
constexpr Lists kRdPu{
    "fde0dd fa9fb5 c51b8a",
    "feebe2 fbb4b9 f768a1 ae017e",
    "feebe2 fbb4b9 f768a1 c51b8a 7a0177",
    "feebe2 fcc5c0 fa9fb5 f768a1 c51b8a 7a0177",
    "feebe2 fcc5c0 fa9fb5 f768a1 dd3497 ae017e 7a0177",
    "fff7f3 fde0dd fcc5c0 fa9fb5 f768a1 dd3497 ae017e 7a0177",
    "fff7f3 fde0dd fcc5c0 fa9fb5 f768a1 dd3497 ae017e 7a0177 49006a"};
constexpr Lists kPuRd{
    "e7e1ef c994c7 dd1c77",
    "f1eef6 d7b5d8 df65b0 ce1256",
    "f1eef6 d7b5d8 df65b0 dd1c77 980043",
    "f1eef6 d4b9da c994c7 df65b0 dd1c77 980043",
    "f1eef6 d4b9da c994c7 df65b0 e7298a ce1256 91003f",
    "f7f4f9 e7e1ef d4b9da c994c7 df65b0 e7298a ce1256 91003f",
    "f7f4f9 e7e1ef d4b9da c994c7 df65b0 e7298a ce1256 980043 67001f"};
constexpr Lists kReds{
    "fee0d2 fc9272 de2d26",
    "fee5d9 fcae91 fb6a4a cb181d",
    "fee5d9 fcae91 fb6a4a de2d26 a50f15",
    "fee5d9 fcbba1 fc9272 fb6a4a de2d26 a50f15",
    "fee5d9 fcbba1 fc9272 fb6a4a ef3b2c cb181d 99000d",
    "fff5f0 fee0d2 fcbba1 fc9272 fb6a4a ef3b2c cb181d 99000d",
    "fff5f0 fee0d2 fcbba1 fc9272 fb6a4a ef3b2c cb181d a50f15 67000d"};
constexpr Lists kOranges{
    "fee6ce fdae6b e6550d",
    "feedde fdbe85 fd8d3c d94701",
    "feedde fdbe85 fd8d3c e6550d a63603",
    "feedde fdd0a2 fdae6b fd8d3c e6550d a63603",
    "feedde fdd0a2 fdae6b fd8d3c f16913 d94801 8c2d04",
    "fff5eb fee6ce fdd0a2 fdae6b fd8d3c f16913 d94801 8c2d04",
    "fff5eb fee6ce fdd0a2 fdae6b fd8d3c f16913 d94801 a63603 7f2704"};
constexpr Lists kGreens{
    "e5f5e0 a1d99b 31a354",
    "edf8e9 bae4b3 74c476 238b45",
    "edf8e9 bae4b3 74c476 31a354 006d2c",
    "edf8e9 c7e9c0 a1d99b 74c476 31a354 006d2c",
    "edf8e9 c7e9c0 a1d99b 74c476 41ab5d 238b45 005a32",
    "f7fcf5 e5f5e0 c7e9c0 a1d99b 74c476 41ab5d 238b45 005a32",
    "f7fcf5 e5f5e0 c7e9c0 a1d99b 74c476 41ab5d 238b45 006d2c 00441b"};
constexpr Lists kBlues{
    "deebf7 9ecae1 3182bd",
    "eff3ff bdd7e7 6baed6 2171b5",
    "eff3ff bdd7e7 6baed6 3182bd 08519c",
    "eff3ff c6dbef 9ecae1 6baed6 3182bd 08519c",
    "eff3ff c6dbef 9ecae1 6baed6 4292c6 2171b5 084594",
    "f7fbff deebf7 c6dbef 9ecae1 6baed6 4292c6 2171b5 084594",
    "f7fbff deebf7 c6dbef 9ecae1 6baed6 4292c6 2171b5 08519c 08306b"};
constexpr Lists kPurples{
    "efedf5 bcbddc 756bb1",
    "f2f0f7 cbc9e2 9e9ac8 6a51a3",
    "f2f0f7 cbc9e2 9e9ac8 756bb1 54278f",
    "f2f0f7 dadaeb bcbddc 9e9ac8 756bb1 54278f",
    "f2f0f7 dadaeb bcbddc 9e9ac8 807dba 6a51a3 4a1486",
    "fcfbfd efedf5 dadaeb bcbddc 9e9ac8 807dba 6a51a3 4a1486",
    "fcfbfd efedf5 dadaeb bcbddc 9e9ac8 807dba 6a51a3 54278f 3f007d"};
constexpr Lists kGrays{
    "f0f0f0 bdbdbd 636363",
    "f7f7f7 cccccc 969696 525252",
    "f7f7f7 cccccc 969696 636363 252525",
    "f7f7f7 d9d9d9 bdbdbd 969696 636363 252525",
    "f7f7f7 d9d9d9 bdbdbd 969696 737373 525252 252525",
    "ffffff f0f0f0 d9d9d9 bdbdbd 969696 737373 525252 252525",
    "ffffff f0f0f0 d9d9d9 bdbdbd 969696 737373 525252 252525 000000"};
constexpr Lists kViridis{
    "440154 21918c fde725",
    "440154 31688e 35b779 fde725",
    "440154 3b528b 21918c 5cc863 fde725",
    "440154 414487 2a788e 22a884 7ad151 fde725",
    "440154 443a83 31688e 21918c 35b779 90d743 fde725",
    "440154 46327e 365c8d 277f8e 1fa187 4ac16d a0da39 fde725",
    "440154 472d7b 3b528b 2c728e 21918c 27ad81 5cc863 aadc32 fde725"};
constexpr Lists kCividis{
    "00224e 7d7c78 fee838",
    "00224e 575d6d a59c74 fee838",
    "00224e 434e6c 7d7c78 bbad6d fee838",
    "00224e 35456c 666970 948e77 c8b866 fee838",
    "00224e 2b406d 575d6d 7d7c78 a59c74 d2c060 fee838",
    "00224e 213b6e 4c556c 6c6e72 8e8978 b1a570 d9c55c fee838",
    "00224e 1a386f 434e6c 61656f 7d7c78 9a9376 bbad6d ddc858 fee838"};
constexpr Lists kMagma{
    "000004 b73779 fcfdbf",
    "000004 721f81 f1605d fcfdbf",
    "000004 51127c b73779 fb8761 fcfdbf",
    "000004 3b0f70 8c2981 de4968 fe9f6d fcfdbf",
    "000004 2d1161 721f81 b73779 f1605d feb078 fcfdbf",
    "000004 221150 5f187f 982d80 d3436e f8765c febb81 fcfdbf",
    "000004 1d1147 51127c 832681 b73779 e55064 fb8761 fec287 fcfdbf"};
constexpr Lists kInferno{
    "000004 bc3754 fcffa4",
    "000004 781c6d ed6925 fcffa4",
    "000004 57106e bc3754 f98c0a fcffa4",
    "000004 420a68 932667 dd513a fca50a fcffa4",
    "000004 340a5f 781c6d bc3754 ed6925 fbb61a fcffa4",
    "000004 280b53 65156e 9f2a63 d44842 f57d15 fac228 fcffa4",
    "000004 210c4a 57106e 8a226a bc3754 e35933 f98c0a f9c932 fcffa4"};
constexpr Lists kPlasma{
    "0d0887 cc4778 f0f921",
    "0d0887 9c179e ed7953 f0f921",
    "0d0887 7e03a8 cc4778 f89441 f0f921",
    "0d0887 6a00a8 b12a90 e16462 fca636 f0f921",
    "0d0887 5e01a6 9c179e cc4778 ed7953 fdb42f f0f921",
    "0d0887 5302a3 8b0aa5 b83289 db5c68 f48849 febd2a f0f921",
    "0d0887 4c02a1 7e03a8 aa2395 cc4778 e56b5d f89441 fdc328 f0f921"};
constexpr Lists kRdBu{
    "ef8a62 f7f7f7 67a9cf",
    "ca0020 f4a582 92c5de 0571b0",
    "ca0020 f4a582 f7f7f7 92c5de 0571b0",
    "b2182b ef8a62 fddbc7 d1e5f0 67a9cf 2166ac",
    "b2182b ef8a62 fddbc7 f7f7f7 d1e5f0 67a9cf 2166ac",
    "b2182b d6604d f4a582 fddbc7 d1e5f0 92c5de 4393c3 2166ac",
    "b2182b d6604d f4a582 fddbc7 f7f7f7 d1e5f0 92c5de 4393c3 2166ac"};
constexpr Lists kPuOr{
    "f1a340 f7f7f7 998ec3",
    "e66101 fdb863 b2abd2 5e3c99",
    "e66101 fdb863 f7f7f7 b2abd2 5e3c99",
    "b35806 f1a340 fee0b6 d8daeb 998ec3 542788",
    "b35806 f1a340 fee0b6 f7f7f7 d8daeb 998ec3 542788",
    "b35806 e08214 fdb863 fee0b6 d8daeb b2abd2 8073ac 542788",
    "b35806 e08214 fdb863 fee0b6 f7f7f7 d8daeb b2abd2 8073ac 542788"};
constexpr Lists kBrBG{
    "d8b365 f5f5f5 5ab4ac",
    "a6611a dfc27d 80cdc1 018571",
    "a6611a dfc27d f5f5f5 80cdc1 018571",
    "8c510a d8b365 f6e8c3 c7eae5 5ab4ac 01665e",
    "8c510a d8b365 f6e8c3 f5f5f5 c7eae5 5ab4ac 01665e",
    "8c510a bf812d dfc27d f6e8c3 c7eae5 80cdc1 35978f 01665e",
    "8c510a bf812d dfc27d f6e8c3 f5f5f5 c7eae5 80cdc1 35978f 01665e"};
constexpr Lists kPRGn{
    "af8dc3 f7f7f7 7fbf7b",
    "7b3294 c2a5cf a6dba0 008837",
    "7b3294 c2a5cf f7f7f7 a6dba0 008837",
    "762a83 af8dc3 e7d4e8 d9f0d3 7fbf7b 1b7837",
    "762a83 af8dc3 e7d4e8 f7f7f7 d9f0d3 7fbf7b 1b7837",
    "762a83 9970ab c2a5cf e7d4e8 d9f0d3 a6dba0 5aae61 1b7837",
    "762a83 9970ab c2a5cf e7d4e8 f7f7f7 d9f0d3 a6dba0 5aae61 1b7837"};
constexpr Lists kPiYG{
    "e9a3c9 f7f7f7 a1d76a",
    "d01c8b f1b6da b8e186 4dac26",
    "d01c8b f1b6da f7f7f7 b8e186 4dac26",
    "c51b7d e9a3c9 fde0ef e6f5d0 a1d76a 4d9221",
    "c51b7d e9a3c9 fde0ef f7f7f7 e6f5d0 a1d76a 4d9221",
    "c51b7d de77ae f1b6da fde0ef e6f5d0 b8e186 7fbc41 4d9221",
    "c51b7d de77ae f1b6da fde0ef f7f7f7 e6f5d0 b8e186 7fbc41 4d9221"};
constexpr Lists kRdYlBu{
    "fc8d59 ffffbf 91bfdb",
    "d7191c fdae61 abd9e9 2c7bb6",
    "d7191c fdae61 ffffbf abd9e9 2c7bb6",
    "d73027 fc8d59 fee090 e0f3f8 91bfdb 4575b4",
    "d73027 fc8d59 fee090 ffffbf e0f3f8 91bfdb 4575b4",
    "d73027 f46d43 fdae61 fee090 e0f3f8 abd9e9 74add1 4575b4",
    "d73027 f46d43 fdae61 fee090 ffffbf e0f3f8 abd9e9 74add1 4575b4"};
constexpr Lists kRdGy{
    "ef8a62 ffffff 999999",
    "ca0020 f4a582 bababa 404040",
    "ca0020 f4a582 ffffff bababa 404040",
    "b2182b ef8a62 fddbc7 e0e0e0 999999 4d4d4d",
    "b2182b ef8a62 fddbc7 ffffff e0e0e0 999999 4d4d4d",
    "b2182b d6604d f4a582 fddbc7 e0e0e0 bababa 878787 4d4d4d",
    "b2182b d6604d f4a582 fddbc7 ffffff e0e0e0 bababa 878787 4d4d4d"};
constexpr Lists kRdYlGn{
    "fc8d59 ffffbf 91cf60",
    "d7191c fdae61 a6d96a 1a9641",
    "d7191c fdae61 ffffbf a6d96a 1a9641",
    "d73027 fc8d59 fee08b d9ef8b 91cf60 1a9850",
    "d73027 fc8d59 fee08b ffffbf d9ef8b 91cf60 1a9850",
    "d73027 f46d43 fdae61 fee08b d9ef8b a6d96a 66bd63 1a9850",
    "d73027 f46d43 fdae61 fee08b ffffbf d9ef8b a6d96a 66bd63 1a9850"};
constexpr Lists kSpectral{
    "fc8d59 ffffbf 99d594",
    "d7191c fdae61 abdda4 2b83ba",
    "d7191c fdae61 ffffbf abdda4 2b83ba",
    "d53e4f fc8d59 fee08b e6f598 99d594 3288bd",
    "d53e4f fc8d59 fee08b ffffbf e6f598 99d594 3288bd",
    "d53e4f f46d43 fdae61 fee08b e6f598 abdda4 66c2a5 3288bd",
    "d53e4f f46d43 fdae61 fee08b ffffbf e6f598 abdda4 66c2a5 3288bd"};
// clang-format on

constexpr PaletteKind kSequential = PaletteKind::Sequential, kDiverging = PaletteKind::Diverging;
constexpr std::array<Palette, 32> kPalettes{{
    {"YlOrBr", {"Yellow to brown", "Amarillo a marrón"}, kSequential, true, kYlOrBr},
    {"OrRd", {"Orange to red", "Naranja a rojo"}, kSequential, true, kOrRd},
    {"YlOrRd", {"Yellow to red", "Amarillo a rojo"}, kSequential, true, kYlOrRd},
    {"YlGnBu", {"Yellow to green to blue", "Amarillo a verde a azul"}, kSequential, true, kYlGnBu},
    {"YlGn", {"Yellow to green", "Amarillo a verde"}, kSequential, true, kYlGn},
    {"GnBu", {"Green to blue", "Verde a azul"}, kSequential, true, kGnBu},
    {"BuGn", {"Blue to green", "Azul a verde"}, kSequential, true, kBuGn},
    {"PuBuGn", {"Purple to blue to green", "Morado a azul a verde"}, kSequential, true, kPuBuGn},
    {"PuBu", {"Purple to blue", "Morado a azul"}, kSequential, true, kPuBu},
    {"BuPu", {"Blue to purple", "Azul a morado"}, kSequential, true, kBuPu},
    {"RdPu", {"Red to purple", "Rojo a morado"}, kSequential, true, kRdPu},
    {"PuRd", {"Purple to red", "Morado a rojo"}, kSequential, true, kPuRd},
    {"Reds", {"Reds", "Rojos"}, kSequential, true, kReds},
    {"Oranges", {"Oranges", "Naranjas"}, kSequential, true, kOranges},
    {"Greens", {"Greens", "Verdes"}, kSequential, true, kGreens},
    {"Blues", {"Blues", "Azules"}, kSequential, true, kBlues},
    {"Purples", {"Purples", "Morados"}, kSequential, true, kPurples},
    {"Greys", {"Greys", "Grises"}, kSequential, true, kGrays},
    {"viridis",
     {"Viridis: purple to green to yellow", "Viridis: morado a verde a amarillo"},
     kSequential,
     true,
     kViridis},
    {"cividis",
     {"Cividis: blue to yellow", "Cividis: azul a amarillo"},
     kSequential,
     true,
     kCividis},
    {"magma",
     {"Magma: black to red to cream", "Magma: negro a rojo a crema"},
     kSequential,
     true,
     kMagma},
    {"inferno",
     {"Inferno: black to red to yellow", "Inferno: negro a rojo a amarillo"},
     kSequential,
     true,
     kInferno},
    {"plasma",
     {"Plasma: blue to red to yellow", "Plasma: azul a rojo a amarillo"},
     kSequential,
     true,
     kPlasma},
    {"RdBu", {"Red, white, blue", "Rojo, blanco, azul"}, kDiverging, true, kRdBu},
    {"PuOr", {"Orange, white, purple", "Naranja, blanco, morado"}, kDiverging, true, kPuOr},
    {"BrBG", {"Brown, white, green", "Marrón, blanco, verde"}, kDiverging, true, kBrBG},
    {"PRGn", {"Purple, white, green", "Morado, blanco, verde"}, kDiverging, true, kPRGn},
    {"PiYG", {"Pink, white, green", "Rosa, blanco, verde"}, kDiverging, true, kPiYG},
    {"RdYlBu", {"Red, yellow, blue", "Rojo, amarillo, azul"}, kDiverging, true, kRdYlBu},
    {"RdGy", {"Red, white, gray", "Rojo, blanco, gris"}, kDiverging, false, kRdGy},
    {"RdYlGn", {"Red, yellow, green", "Rojo, amarillo, verde"}, kDiverging, false, kRdYlGn},
    {"Spectral",
     {"Spectral: red, yellow, blue", "Espectral: rojo, amarillo, azul"},
     kDiverging,
     false,
     kSpectral},
}};

} // namespace tractwise::map
