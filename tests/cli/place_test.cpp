// SPDX-License-Identifier: Apache-2.0
// Places and travel times as people bring them, through the program. The clinic of the toy study is
// at 39.0045 N, 96.9942 W: 39 0' 16.2" and 96 59' 39.12".
#include "tests/cli/toy_program.hpp"

#include "engine/io/table.hpp"

#include <gmock/gmock.h>

#include <filesystem>

namespace tractwise {
namespace {

namespace fs = std::filesystem;
using test::Outcome;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class PlacesOfUsers : public test::ToyProgram {
protected:
    /// The distance column of the tract in the middle of the upper row.
    std::string nearest(const std::string& clinics) const {
        files().write("clinics.csv", clinics);
        const Outcome outcome = run("run study.toml");
        EXPECT_EQ(outcome.exit_code, 0) << outcome.text();
        Diagnostics diagnostics;
        const io::Table table = io::read_table(
            io::source_from_path("out", (folder() / "out/indices.csv").string()), diagnostics);
        for (std::size_t r = 0; r < table.rows(); ++r)
            if (table.cell(r, table.require("geoid")) == "99001000200")
                return std::string(table.cell(r, table.require("clinic_nearest_m")));
        return {};
    }
    std::string refused(const std::string& arguments) const {
        const Outcome outcome = run(arguments);
        EXPECT_EQ(outcome.exit_code, 3) << outcome.text();
        return outcome.err;
    }
};

TEST_F(PlacesOfUsers, GiveTheSameDistanceHoweverTheyAreTyped) {
    const std::string right = nearest("name,lat,lon\nNorth,39.0045,-96.9942\n");
    ASSERT_FALSE(right.empty());
    for (const char* clinics :
         {"name,Lat (Y),Long (X)\nNorth,39.0045,-96.9942\n",
          "name,LAT,LONG_\nNorth,39.0045,−96.9942\n",
          "name;Latitude;Longitude\nNorth;39,0045;-96,9942\n",
          "name,Latitude,Longitude\nNorth,39004500,-96994200\n",
          "name,Coordinates\nNorth,\"39.0045, -96.9942\"\n",
          "name,Geolocation\nNorth,POINT (-96.9942 39.0045)\n",
          "name,Location\nNorth,\"1 Main St\nToytown, KS\n(39.0045, -96.9942)\"\n"})
        EXPECT_EQ(nearest(clinics), right) << clinics;
    // As far as seconds with two decimals go: a third of a millimeter.
    EXPECT_NEAR(
        std::stod(nearest("name,Latitude,Longitude\nNorth,\"39° 00' 16.20\"\" N\",\"96° 59' "
                          "39.12\"\" W\"\n")),
        std::stod(right), 0.001);
}

TEST_F(PlacesOfUsers, ALostMinusIsRefusedEverywhere) {
    files().write("clinics.csv", "name,lat,lon\nNorth,39.0045,96.9942\nSouth,38.9955,96.9942\n");
    files().write("area.csv", "id,lat,lon,people\na,39.0045,-96.9942,5\n");
    const auto guess = AllOf(HasSubstr("none of its 2 places lies near"),
                             HasSubstr("with a minus before the longitude 2 of 2 lie"));
    EXPECT_THAT(refused("run study.toml"), AllOf(guess, HasSubstr("inside the tracts")));
    EXPECT_FALSE(fs::exists(folder() / "out"));
    EXPECT_THAT(refused("check study.toml"), guess);
    EXPECT_THAT(refused("assign --points clinics.csv --tracts tracts.geojson --out x.csv"), guess);
    EXPECT_THAT(
        refused("access --demand area.csv --facilities clinics.csv --measures nearest --out "
                "x.csv"),
        AllOf(guess, HasSubstr("clinics.csv"), HasSubstr("near the demand points")));
    EXPECT_THAT(refused("catchment --facilities clinics.csv --demand area.csv --meters 5000 --out "
                        "x.gpkg"),
                guess);
    EXPECT_FALSE(fs::exists(folder() / "x.csv"));
    // Where it is the homes that lost it, they are named.
    files().write("clinics.csv", "name,lat,lon\nNorth,39.0045,-96.9942\n");
    files().write("area.csv", "id,lat,lon,people\na,39.0045,96.9942,5\n");
    EXPECT_THAT(
        refused("access --demand area.csv --facilities clinics.csv --measures nearest --out "
                "x.csv"),
        AllOf(HasSubstr("area.csv"), HasSubstr("near the facilities")));
}

TEST_F(PlacesOfUsers, OneGoodRowDoesNotHideThatOthersLostTheirMinus) {
    files().write("clinics.csv", "name,lat,lon\nNorth,39.0045,96.9942\nFar,40.7,-98.0\n");
    EXPECT_THAT(refused("run study.toml"),
                AllOf(HasSubstr("1 of its 2 places lies nowhere near the tracts (line 2)"),
                      HasSubstr("with a minus before the longitude 1 of 1 lie")));
    // Among homes too, whose other rows are believed.
    files().write("clinics.csv", "name,lat,lon\nNorth,39.0045,-96.9942\n");
    std::string homes = "id,lat,lon,people\na,39.0045,96.9942,5\nb,39.0045,-96.9942,5\n";
    files().write("area.csv", homes);
    const std::string access =
        "access --demand area.csv --facilities clinics.csv --measures nearest --out x.csv";
    EXPECT_THAT(refused(access), AllOf(HasSubstr("area.csv"), HasSubstr("(line 2)")));
    for (char id = 'c'; id < 'n'; ++id)
        homes += std::string(1, id) + ",39.0045,-96.9942,5\n";
    files().write("area.csv", homes);
    const Outcome outcome = run(access);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.text();
    EXPECT_THAT(outcome.text(), AllOf(HasSubstr("place-far-from-all"), HasSubstr("line 2")));
}

TEST_F(PlacesOfUsers, DemandPointsJoinedByIdAreLookedAtToo) {
    std::string homes = files().read("homes.csv");
    for (auto at = homes.find(",-9"); at != std::string::npos; at = homes.find(",-9"))
        homes.replace(at, 3, ",9");
    files().write("homes.csv", homes);
    EXPECT_THAT(refused("run study.toml"), HasSubstr("with a minus before the longitude"));
}

TEST_F(PlacesOfUsers, AListOfTheWholeCountryPasses) {
    const Outcome outcome = [&] {
        files().write("clinics.csv",
                      "name,lat,lon\nNorth,39.0045,-96.9942\nHagåtña,13.47,144.75\n"
                      "San Juan,18.45,-66.07\nAttu,52.9,173.0\nBoston,42.36,-71.06\n");
        return run("run study.toml");
    }();
    EXPECT_EQ(outcome.exit_code, 0) << outcome.text();
    EXPECT_THAT(outcome.text(), Not(HasSubstr("hundreds of kilometers")));
}

TEST_F(PlacesOfUsers, ACellThatIsNoPlaceIsQuoted) {
    files().write("clinics.csv", "name,lat,lon\nNorth,39.0045,-96.9942\nB,39° 61',-96.9\n");
    EXPECT_THAT(run("run study.toml").out, AllOf(HasSubstr("line 3"), HasSubstr("39° 61'")));
    files().write("clinics.csv", "name,address,city\nNorth,1 Main St,Toytown\n");
    EXPECT_THAT(refused("run study.toml"),
                AllOf(HasSubstr("addresses"), HasSubstr("geocoding.geo.census.gov/geocoder")));
}

TEST_F(PlacesOfUsers, InspectSaysWhereTheyStand) {
    files().write("p.csv", "name,what\nNorth,\"39.0045, -96.9942\"\n");
    files().write("q.csv", "name,Lat (Y),Long (X)\nNorth,39° 00' 16.2\"\" N,96° 59' W\n");
    expect({{"inspect p.csv", 0, {"places as text in column what"}},
            {"inspect q.csv", 0, {"places in columns Long (X) and Lat (Y)"}}});
}

class TravelTimesOfUsers : public PlacesOfUsers {
protected:
    void study(const std::string& source, const std::string& times) const {
        files().write("times.csv", times);
        files().write("study.toml",
                      test::toy_study_with("[layers.clinic_distance]\nclinics = \"clinics\"\n",
                                           "[sources.times]\npath = \"times.csv\"\n" + source +
                                               "[layers.clinic_distance]\nclinics = \"clinics\"\n"
                                               "id = \"name\"\ncost = { table = \"times\" }\n"));
    }
    /// Minutes from every tract to the clinic: 3 for each tract that it is away, times a factor.
    static std::string rows(int factor) {
        std::string text;
        const int minutes[] = {1, 3, 6, 3, 4};
        for (int t = 1; t <= 5; ++t)
            text += "99001000" + std::to_string(t) + "00,North," +
                    std::to_string(minutes[t - 1] * factor) + "\n";
        return text;
    }
};

TEST_F(TravelTimesOfUsers, KeysOfTheSourceNameTheColumns) {
    study("trips = { origin = \"h\", destination = \"k\", cost = \"t\", unit = \"seconds\" }\n",
          "h,k,t\n" + rows(60));
    const Outcome outcome = run("run study.toml");
    EXPECT_EQ(outcome.exit_code, 0) << outcome.text();
    Diagnostics diagnostics;
    const io::Table table = io::read_table(
        io::source_from_path("out", (folder() / "out/indices.csv").string()), diagnostics);
    EXPECT_EQ(table.cell(2, table.require("clinic_nearest_min")), "6");
}

TEST_F(TravelTimesOfUsers, SecondsThatDoNotSaySoAreRefused) {
    study("", "origin,destination,travel_time\n" + rows(60));
    EXPECT_THAT(refused("run study.toml"),
                AllOf(HasSubstr("times.csv"), HasSubstr("does not say its unit"),
                      HasSubstr("trips = { unit = \"seconds\" }")));
    study("trips = { unit = \"seconds\" }\n", "origin,destination,travel_time\n" + rows(60));
    EXPECT_EQ(run("run study.toml").exit_code, 0);
    study("", "origin,destination,travel_time\n" + rows(1));
    EXPECT_EQ(run("run study.toml").exit_code, 0);
    study("trips = { unit = \"fortnights\" }\n", "origin,destination,travel_time\n" + rows(1));
    EXPECT_THAT(run("check study.toml").err, HasSubstr("fortnights"));
}

} // namespace
} // namespace tractwise
