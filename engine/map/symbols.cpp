// SPDX-License-Identifier: Apache-2.0
#include "engine/map/symbols.hpp"

namespace tractwise::map {
namespace {

constexpr std::array<SymbolPoint, 12> kPlus = {{{-0.35F, -1},
                                                {0.35F, -1},
                                                {0.35F, -0.35F},
                                                {1, -0.35F},
                                                {1, 0.35F},
                                                {0.35F, 0.35F},
                                                {0.35F, 1},
                                                {-0.35F, 1},
                                                {-0.35F, 0.35F},
                                                {-1, 0.35F},
                                                {-1, -0.35F},
                                                {-0.35F, -0.35F}}};
constexpr std::array<SymbolPoint, 8> kOctagon = {{{-0.4F, -0.95F},
                                                  {0.4F, -0.95F},
                                                  {0.95F, -0.4F},
                                                  {0.95F, 0.4F},
                                                  {0.4F, 0.95F},
                                                  {-0.4F, 0.95F},
                                                  {-0.95F, 0.4F},
                                                  {-0.95F, -0.4F}}};
constexpr std::array<SymbolPoint, 5> kVan = {
    {{-1, -0.65F}, {0.4F, -0.65F}, {1, 0.05F}, {1, 0.65F}, {-1, 0.65F}}};
constexpr std::array<SymbolPoint, 3> kTriangle = {{{0, -1}, {0.95F, 0.75F}, {-0.95F, 0.75F}}};
constexpr std::array<SymbolPoint, 5> kHouse = {
    {{0, -1}, {0.9F, -0.15F}, {0.9F, 0.85F}, {-0.9F, 0.85F}, {-0.9F, -0.15F}}};
constexpr std::array<SymbolPoint, 3> kOnTip = {{{-0.95F, -0.75F}, {0.95F, -0.75F}, {0, 1}}};
// A circle as sixteen sides: every painter draws the same ones.
constexpr float kC1 = 0.92388F, kC2 = 0.70711F, kC3 = 0.38268F;
constexpr std::array<SymbolPoint, 16> kCircle = {{{0, -1},
                                                  {kC3, -kC1},
                                                  {kC2, -kC2},
                                                  {kC1, -kC3},
                                                  {1, 0},
                                                  {kC1, kC3},
                                                  {kC2, kC2},
                                                  {kC3, kC1},
                                                  {0, 1},
                                                  {-kC3, kC1},
                                                  {-kC2, kC2},
                                                  {-kC1, kC3},
                                                  {-1, 0},
                                                  {-kC1, -kC3},
                                                  {-kC2, -kC2},
                                                  {-kC3, -kC1}}};
constexpr std::array<SymbolPoint, 6> kHexagon = {
    {{0, -1}, {0.65F, -0.5F}, {0.65F, 0.5F}, {0, 1}, {-0.65F, 0.5F}, {-0.65F, -0.5F}}};
constexpr std::array<SymbolPoint, 12> kCross = {{{-0.95F, -0.55F},
                                                 {-0.55F, -0.95F},
                                                 {0, -0.4F},
                                                 {0.55F, -0.95F},
                                                 {0.95F, -0.55F},
                                                 {0.4F, 0},
                                                 {0.95F, 0.55F},
                                                 {0.55F, 0.95F},
                                                 {0, 0.4F},
                                                 {-0.55F, 0.95F},
                                                 {-0.95F, 0.55F},
                                                 {-0.4F, 0}}};
constexpr std::array<SymbolPoint, 4> kSquare = {
    {{-0.85F, -0.85F}, {0.85F, -0.85F}, {0.85F, 0.85F}, {-0.85F, 0.85F}}};
constexpr std::array<SymbolPoint, 10> kStar = {{{0, -1},
                                                {0.24687F, -0.33979F},
                                                {0.95106F, -0.30902F},
                                                {0.39944F, 0.12979F},
                                                {0.58779F, 0.80902F},
                                                {0, 0.42F},
                                                {-0.58779F, 0.80902F},
                                                {-0.39944F, 0.12979F},
                                                {-0.95106F, -0.30902F},
                                                {-0.24687F, -0.33979F}}};
constexpr std::array<SymbolPoint, 4> kDiamond = {{{0, -1}, {0.7F, 0}, {0, 1}, {-0.7F, 0}}};

constexpr Rgb kWhite{255, 255, 255}, kInk{33, 33, 33};

struct SymbolEntry {
    Symbol symbol;
    std::string_view name;
    Text label;
    SymbolShape shape;
};

// Fills follow Okabe and Ito 2008, whose colors stay apart for color-blind readers.
constexpr std::array kSymbolEntries = {
    SymbolEntry{Symbol::Clinic, "clinic", {"Clinic", "Clínica"}, {kPlus, {0, 114, 178}, kWhite, 1}},
    SymbolEntry{Symbol::Hospital,
                "hospital",
                {"Hospital", "Hospital"},
                {kOctagon, {0, 114, 178}, kWhite, 1}},
    SymbolEntry{Symbol::MobileClinic,
                "mobile_clinic",
                {"Mobile clinic", "Clínica móvil"},
                {kVan, {86, 180, 233}, kInk, 1}},
    SymbolEntry{Symbol::Store,
                "store",
                {"Supermarket or grocery", "Supermercado o tienda de abarrotes"},
                {kTriangle, {0, 158, 115}, kWhite, 0.9F}},
    SymbolEntry{Symbol::OtherStore,
                "other_store",
                {"Other food store", "Otra tienda de alimentos"},
                {kOnTip, {180, 180, 180}, kInk, 0.7F}},
    SymbolEntry{Symbol::Community,
                "community",
                {"Community place", "Lugar de la comunidad"},
                {kHouse, {204, 121, 167}, kInk, 0.8F}},
    SymbolEntry{Symbol::Candidate,
                "candidate",
                {"Candidate place", "Lugar candidato"},
                {kCircle, kWhite, kInk, 0.7F}},
    SymbolEntry{Symbol::Required,
                "required",
                {"Place that must be used", "Lugar que debe usarse"},
                {kHexagon, {230, 159, 0}, kInk, 1}},
    SymbolEntry{Symbol::Excluded,
                "excluded",
                {"Place that must not be used", "Lugar que no debe usarse"},
                {kCross, {120, 120, 120}, kWhite, 0.8F}},
    SymbolEntry{Symbol::Existing,
                "existing",
                {"Existing site", "Sitio existente"},
                {kSquare, {0, 114, 178}, kWhite, 0.9F}},
    SymbolEntry{Symbol::Stop,
                "stop",
                {"Stop of the plan", "Parada del plan"},
                {kStar, {213, 94, 0}, kWhite, 1.5F}},
    SymbolEntry{Symbol::Home, "home", {"Home", "Vivienda"}, {kDiamond, {90, 90, 90}, kWhite, 0.4F}},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < kSymbolEntries.size(); ++i)
        if (kSymbolEntries[i].symbol != static_cast<Symbol>(i) ||
            kSymbols[i] != static_cast<Symbol>(i))
            return false;
    return kSymbolEntries.size() == kSymbols.size();
}
static_assert(in_order(), "one entry for every symbol, in the order of the enum");

const SymbolEntry& entry_of(Symbol symbol) {
    return kSymbolEntries[static_cast<std::size_t>(symbol)];
}

} // namespace

const SymbolShape& shape_of(Symbol symbol) {
    return entry_of(symbol).shape;
}

std::string_view name_of(Symbol symbol) {
    return entry_of(symbol).name;
}

Text label_of(Symbol symbol) {
    return entry_of(symbol).label;
}

} // namespace tractwise::map
