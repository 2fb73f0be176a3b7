// SPDX-License-Identifier: Apache-2.0
#include "tests/support/toy_study.hpp"

#include <array>

#include <fmt/format.h>

namespace tractwise::test {
namespace {

constexpr std::array kTracts = {"000100", "000200", "000300", "000400", "000500", "990000"};

constexpr const char* kStudy = R"(title = "Toy"
[region]
counties = ["99001"]
[tracts]
source = "tracts"
[demand]
source = "homes"
[sources.tracts]
path = "tracts.geojson"
vintage = 2020
[sources.homes]
path = "homes.csv"
vintage = 2020
[sources.acs]
path = "acs.csv"
vintage = 2020
[sources.stores]
path = "stores.csv"
[sources.clinics]
path = "clinics.csv"
[layers.population]
acs = "acs"
[layers.food_access]
stores = "stores"
urban = "all"
[layers.clinic_distance]
clinics = "clinics"
[index]
recipe = "recipe.toml"
[outputs]
folder = "out"
formats = ["csv", "geojson", "gpkg"]
)";

constexpr const char* kRecipe = R"(id = "toy"
title = "Toy index"
pool = "population > 0"
[[domain]]
name = "food"
label = "Food"
[[domain.indicator]]
column = "supermarket_nearest_m"
[[domain]]
name = "care"
label = "Care"
[[domain.indicator]]
column = "clinic_nearest_m"
)";

} // namespace

ToyStudy::ToyStudy() {
    std::string features, homes = "GEOID20,POP20,INTPTLAT20,INTPTLON20\n",
                          acs = "GEOID,E_TOTPOP,M_TOTPOP\n";
    for (std::size_t i = 0; i < kTracts.size(); ++i) {
        const double x = -97 + 0.0116 * static_cast<double>(i % 3),
                     y = 39 - 0.009 * static_cast<double>(i / 3);
        const bool water = i == 5;
        features += fmt::format(
            R"({}{{"type":"Feature","properties":{{"GEOID":"99001{}","ALAND":{}}},"geometry":{{"type":"Polygon",)"
            R"("coordinates":[[[{:.4f},{:.4f}],[{:.4f},{:.4f}],[{:.4f},{:.4f}],[{:.4f},{:.4f}],[{:.4f},{:.4f}]]]}}}})",
            i == 0 ? "" : ",\n", kTracts[i], water ? 0 : 1000000, x, y, x + 0.0116, y, x + 0.0116,
            y + 0.009, x, y + 0.009, x, y);
        const int people = water ? 0 : 100 * static_cast<int>(i % 3 + 1);
        homes += fmt::format("99001{}1000,{},{:.4f},{:.4f}\n", kTracts[i], people, y + 0.0045,
                             x + 0.0058);
        acs += fmt::format("99001{},{},{}\n", kTracts[i], people, people / 10);
    }
    folder.write("tracts.geojson",
                 "{\"type\":\"FeatureCollection\",\"features\":[\n" + features + "\n]}\n");
    folder.write("homes.csv", homes);
    folder.write("acs.csv", acs);
    folder.write("stores.csv",
                 "Store_Name,Store_Type,Latitude,Longitude\nPlenty,Supermarket,39.0045,-96.9942\n"
                 "Corner,Convenience Store,38.9955,-96.9826\n");
    folder.write("clinics.csv", "name,lat,lon\nNorth,39.0045,-96.9942\n");
    folder.write("recipe.toml", kRecipe);
    folder.write("study.toml", kStudy);
}

std::string toy_study_with(const std::string& from, const std::string& to) {
    std::string text = kStudy;
    const auto at = text.find(from);
    if (at == std::string::npos)
        throw std::logic_error("the toy study has no \"" + from + "\"");
    return text.replace(at, from.size(), to);
}

} // namespace tractwise::test
