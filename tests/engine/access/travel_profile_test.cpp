// SPDX-License-Identifier: Apache-2.0
#include "engine/access/travel_profile.hpp"

#include "engine/core/text.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <sstream>

namespace tractwise::access {
namespace {

using testing::HasSubstr;
using Dropped = WayUse::Dropped;

/// "highway=residential oneway=yes"; an underscore stands for itself, a plus for a space.
io::TagTable tagged(std::string_view text) {
    io::TagTable tags;
    tags.begin_item();
    for (std::string tag : split(text, ' ')) {
        const std::size_t equals = tag.find('=');
        if (equals == std::string::npos)
            continue;
        std::string value = tag.substr(equals + 1);
        std::replace(value.begin(), value.end(), '+', ' ');
        tags.add(tag.substr(0, equals), value);
    }
    return tags;
}

const TravelProfile& drive() {
    static const TravelProfile profile = TravelProfile::load("drive");
    return profile;
}
const TravelProfile& walk() {
    static const TravelProfile profile = TravelProfile::load("walk");
    return profile;
}
const TravelProfile& bicycle() {
    static const TravelProfile profile = TravelProfile::load("bicycle");
    return profile;
}

struct WayCase {
    std::string tags;
    double forward, backward; ///< km/h
    Dropped dropped = Dropped::No;
};

void expect_uses(const TravelProfile& profile, const std::vector<WayCase>& cases) {
    for (const WayCase& c : cases) {
        const WayUse use = profile.use(tagged(c.tags), 0);
        EXPECT_NEAR(use.forward_kmh, c.forward, 1e-9) << profile.id << ": " << c.tags;
        EXPECT_NEAR(use.backward_kmh, c.backward, 1e-9) << profile.id << ": " << c.tags;
        EXPECT_EQ(to_string(use.dropped), to_string(c.dropped)) << profile.id << ": " << c.tags;
        EXPECT_EQ(use.open(), c.dropped == Dropped::No) << profile.id << ": " << c.tags;
    }
}

constexpr double kMph = 1.609344;

TEST(TravelProfile, TheBuiltInProfilesLoadUnderTheirNames) {
    for (const std::string& id : profile_ids()) {
        const TravelProfile profile = TravelProfile::load(id);
        EXPECT_EQ(profile.id, id);
        EXPECT_FALSE(profile.title.empty());
        EXPECT_GT(profile.classes.size(), 10U);
        // what is compiled in is what the folder has
        std::ifstream file(test::source_file("data/profiles/" + id + ".toml"));
        std::stringstream text;
        text << file.rdbuf();
        EXPECT_EQ(embedded_profile(id), text.str());
    }
}

TEST(TravelProfile, DrivingTakesTheSpeedOfTheClass) {
    expect_uses(drive(), {
                             {"highway=motorway", 90, 0},
                             {"highway=motorway_link", 45, 45},
                             {"highway=trunk", 85, 85},
                             {"highway=primary", 65, 65},
                             {"highway=secondary_link", 25, 25},
                             {"highway=residential", 25, 25},
                             {"highway=living_street", 10, 10},
                             {"highway=service", 15, 15},
                             {"highway=service service=parking_aisle", 15, 15},
                             {"highway=service service=driveway", 15, 15},
                             {"highway=service service=emergency_access", 0, 0, Dropped::Access},
                             {"highway=footway", 0, 0, Dropped::Class},
                             {"highway=track", 0, 0, Dropped::Class},
                             {"highway=abandoned", 0, 0, Dropped::Class},
                             {"name=An+edge+table+without+classes", 25, 25},
                         });
}

TEST(TravelProfile, APostedLimitReplacesTheSpeedOfTheClassForDriving) {
    expect_uses(drive(),
                {
                    {"highway=residential maxspeed=25+mph", 0.8 * 25 * kMph, 0.8 * 25 * kMph},
                    {"highway=motorway maxspeed=65+mph", 0.8 * 65 * kMph, 0},
                    {"highway=primary maxspeed=50 maxspeed:backward=30", 40, 24},
                    {"highway=primary maxspeed:forward=50", 40, 65},
                    {"highway=primary maxspeed=US:urban", 65, 65},
                    {"highway=primary maxspeed=none", 65, 65},
                    {"highway=service maxspeed=1", 15, 15},
                    {"highway=motorway_link maxspeed=100 maxspeed:advisory=50", 40, 40},
                    {"highway=tertiary maxspeed=90 surface=gravel", 40, 40},
                    {"highway=residential surface=gravel", 25, 25},
                });
    // Nobody walks faster where cars may.
    expect_uses(walk(), {{"highway=residential maxspeed=50", 5, 5}});
}

TEST(TravelProfile, OneWayStreets) {
    expect_uses(drive(), {
                             {"highway=residential oneway=yes", 25, 0},
                             {"highway=residential oneway=true", 25, 0},
                             {"highway=residential oneway=1", 25, 0},
                             {"highway=residential oneway=-1", 0, 25},
                             {"highway=residential oneway=reverse", 0, 25},
                             {"highway=residential oneway=no", 25, 25},
                             {"highway=residential oneway=alternating", 25, 25},
                             {"highway=motorway oneway=reversible", 0, 0, Dropped::Access},
                             {"highway=residential junction=roundabout", 25, 0},
                             {"highway=residential junction=circular", 25, 0},
                             {"highway=residential junction=roundabout oneway=-1", 0, 25},
                             {"highway=motorway oneway=no", 90, 90},
                             {"highway=motorway_link oneway=yes", 45, 0},
                             {"highway=residential oneway=yes oneway:motor_vehicle=no", 25, 25},
                             {"highway=residential oneway=yes cycleway=opposite", 25, 0},
                             {"highway=residential oneway:foot=yes", 25, 25},
                         });
    expect_uses(walk(), {
                            {"highway=residential oneway=yes", 5, 5},
                            {"highway=footway oneway=yes", 5, 5},
                            {"highway=footway oneway:foot=yes", 5, 0},
                            {"highway=footway oneway:foot=-1", 0, 5},
                            {"highway=footway foot:backward=no", 5, 0},
                            {"highway=residential junction=roundabout", 5, 5},
                        });
    expect_uses(bicycle(),
                {
                    {"highway=residential oneway=yes", 15, 0},
                    {"highway=residential oneway=yes oneway:bicycle=no", 15, 15},
                    {"highway=residential oneway=yes cycleway=opposite", 15, 15},
                    {"highway=residential oneway=yes cycleway:left=opposite_lane", 15, 15},
                    {"highway=residential oneway:bicycle=yes", 15, 0},
                    {"highway=residential oneway=yes oneway:bicycle=-1", 0, 15},
                });
}

TEST(TravelProfile, TheStrongestAccessTagDecides) {
    expect_uses(drive(),
                {
                    {"highway=residential access=no", 0, 0, Dropped::Access},
                    {"highway=residential access=private", 0, 0, Dropped::Access},
                    {"highway=residential access=no motor_vehicle=yes", 25, 25},
                    {"highway=residential vehicle=no motorcar=yes", 25, 25},
                    {"highway=residential motor_vehicle=agricultural", 0, 0, Dropped::Access},
                    {"highway=residential motor_vehicle=delivery", 0, 0, Dropped::Access},
                    {"highway=residential access=military", 0, 0, Dropped::Access},
                    {"highway=residential access=destination", 25, 25},
                    {"highway=service access=customers", 15, 15},
                    {"highway=service access=permit", 15, 15},
                    {"highway=service access=private;customers", 15, 15},
                    {"highway=service access=private;no", 0, 0, Dropped::Access},
                    {"highway=residential access=unknown", 25, 25},
                    {"highway=residential bicycle=no foot=no", 25, 25},
                    {"highway=residential motor_vehicle:backward=no", 25, 0},
                    {"highway=residential motor_vehicle=no motor_vehicle:forward=yes", 25, 0},
                });
    expect_uses(walk(), {
                            {"highway=residential foot=no", 0, 0, Dropped::Access},
                            {"highway=residential access=no foot=yes", 5, 5},
                            {"highway=residential motor_vehicle=no", 5, 5},
                            {"highway=primary foot=use_sidepath", 0, 0, Dropped::Access},
                        });
    expect_uses(bicycle(), {
                               {"highway=residential vehicle=no", 0, 0, Dropped::Access},
                               {"highway=residential vehicle=no bicycle=yes", 15, 15},
                               {"highway=residential motor_vehicle=no", 15, 15},
                               {"highway=cycleway bicycle=dismount", 4, 4},
                               {"highway=primary bicycle=use_sidepath", 0, 0, Dropped::Access},
                           });
}

TEST(TravelProfile, AnAccessTagOpensAClassThatIsNotListed) {
    expect_uses(drive(), {
                             {"highway=track motor_vehicle=yes", 10, 10},
                             {"highway=pedestrian motor_vehicle=destination", 10, 10},
                             {"highway=track access=yes", 0, 0, Dropped::Class},
                             {"highway=footway access=yes", 0, 0, Dropped::Class},
                         });
    expect_uses(walk(), {
                            {"highway=motorway", 0, 0, Dropped::Class},
                            {"highway=trunk", 0, 0, Dropped::Class},
                            {"highway=trunk foot=yes", 5, 5},
                            {"highway=trunk sidewalk=both", 5, 5},
                            {"highway=trunk sidewalk:right=yes", 5, 5},
                            {"highway=trunk sidewalk=none", 0, 0, Dropped::Class},
                            {"highway=trunk sidewalk=separate", 0, 0, Dropped::Class},
                            {"highway=trunk sidewalk=both foot=no", 0, 0, Dropped::Access},
                            {"highway=primary sidewalk=no", 5, 5},
                            {"highway=bridleway foot=yes", 5, 5},
                            {"highway=primary motorroad=yes", 0, 0, Dropped::Access},
                        });
    expect_uses(bicycle(), {
                               {"highway=trunk", 0, 0, Dropped::Class},
                               {"highway=trunk bicycle=yes", 15, 15},
                               {"highway=footway", 4, 4},
                               {"highway=footway bicycle=designated", 15, 15},
                               {"highway=footway access=yes", 4, 4},
                               {"highway=steps", 2, 2},
                           });
}

TEST(TravelProfile, WalkingSpeeds) {
    expect_uses(walk(), {
                            {"highway=steps", 3, 3},
                            {"highway=cycleway", 5, 5},
                            {"highway=path surface=sand", 2.5, 2.5},
                            {"highway=service service=driveway", 5, 5},
                        });
}

TEST(TravelProfile, AreasAndBuildingSites) {
    expect_uses(drive(), {
                             {"highway=service area=yes", 0, 0, Dropped::Area},
                             {"highway=service area=no", 15, 15},
                             {"highway=construction", 0, 0, Dropped::Construction},
                             {"highway=proposed", 0, 0, Dropped::Construction},
                             {"highway=primary construction=yes", 0, 0, Dropped::Construction},
                             {"highway=primary construction=widening", 65, 65},
                             {"highway=construction area=yes", 0, 0, Dropped::Construction},
                         });
    expect_uses(walk(),
                {{"highway=pedestrian area=yes", 5, 5},
                 {"highway=construction construction=footway", 0, 0, Dropped::Construction}});
}

TEST(TravelProfile, FerriesTakeTheirStatedTime) {
    const auto minutes = [](const TravelProfile& profile, const std::string& tags) {
        return profile.use(tagged(tags), 0).duration_min;
    };
    for (const TravelProfile* profile : {&drive(), &walk(), &bicycle()}) {
        expect_uses(*profile,
                    {{"route=ferry", 5, 5}, {"route=ferry access=no", 0, 0, Dropped::Access}});
        EXPECT_EQ(minutes(*profile, "route=ferry duration=00:12"), 12);
        EXPECT_EQ(minutes(*profile, "route=ferry duration=soon"), 0);
        EXPECT_FALSE(profile->use(tagged("route=ferry"), 0).joinable);
    }
    EXPECT_EQ(minutes(drive(), "highway=primary duration=5"), 0) << "only ferries have one";
    expect_uses(drive(), {{"route=ferry motor_vehicle=no foot=yes", 0, 0, Dropped::Access},
                          {"route=ferry motor_vehicle=yes foot=no", 5, 5}});
    expect_uses(walk(), {{"route=ferry motor_vehicle=yes foot=no", 0, 0, Dropped::Access}});
}

TEST(TravelProfile, HomesAreNotJoinedToMotorwaysBridgesAndTunnels) {
    const std::map<std::string, bool> cases{
        {"highway=motorway", false},
        {"highway=motorway_link", false},
        {"highway=trunk_link", false},
        {"highway=trunk", true},
        {"highway=primary motorroad=yes", false},
        {"highway=residential", true},
        {"highway=service service=parking_aisle", true},
        {"highway=residential bridge=yes", false},
        {"highway=residential bridge=no", true},
        {"highway=residential tunnel=yes", false},
        {"highway=service tunnel=building_passage", true},
    };
    for (const auto& [tags, joinable] : cases)
        EXPECT_EQ(drive().use(tagged(tags), 0).joinable, joinable) << tags;
}

TEST(TravelProfile, Barriers) {
    const std::map<std::string, std::array<bool, 3>> cases{
        // stops: drive, walk, bicycle
        {"barrier=gate", {false, false, false}},
        {"barrier=lift_gate", {false, false, false}},
        {"barrier=toll_booth", {false, false, false}},
        {"barrier=cattle_grid", {false, false, false}},
        {"barrier=entrance", {false, false, false}},
        {"barrier=kerb", {false, false, false}},
        {"barrier=height_restrictor", {false, false, false}},
        {"barrier=no", {false, false, false}},
        {"barrier=bollard", {true, false, false}},
        {"barrier=bollard bollard=rising", {false, false, false}},
        {"barrier=block", {true, false, false}},
        {"barrier=chain", {true, false, false}},
        {"barrier=wall", {true, false, true}},
        {"barrier=bollard motor_vehicle=yes", {false, false, false}},
        {"barrier=bollard foot=yes bicycle=yes", {true, false, false}},
        {"barrier=gate access=private", {true, true, true}},
        {"barrier=gate access=no foot=yes", {true, false, true}},
        {"barrier=gate access=customers", {false, false, false}},
        {"barrier=gate motor_vehicle=private", {true, false, false}},
        {"barrier=gate foot=no", {false, true, false}},
        {"highway=crossing access=no", {false, false, false}},
        {"highway=traffic_signals", {false, false, false}},
    };
    for (const auto& [tags, stops] : cases) {
        EXPECT_EQ(drive().stops_at(tagged(tags), 0), stops[0]) << "drive " << tags;
        EXPECT_EQ(walk().stops_at(tagged(tags), 0), stops[1]) << "walk " << tags;
        EXPECT_EQ(bicycle().stops_at(tagged(tags), 0), stops[2]) << "bicycle " << tags;
    }
}

TEST(TravelProfile, TurnRestrictionsAndTheirExceptions) {
    EXPECT_TRUE(drive().turn_restrictions);
    EXPECT_TRUE(bicycle().turn_restrictions);
    EXPECT_FALSE(walk().turn_restrictions);
    EXPECT_TRUE(bicycle().excepted("bicycle"));
    EXPECT_TRUE(bicycle().excepted("psv; bicycle"));
    EXPECT_FALSE(drive().excepted("psv;bicycle"));
    EXPECT_TRUE(drive().excepted("motorcar"));
    EXPECT_FALSE(drive().excepted(""));
}

TEST(TagText, Maxspeed) {
    const std::map<std::string, double> cases{
        {"40", 40},
        {"25 mph", 25 * kMph},
        {"25mph", 25 * kMph},
        {"25 MPH", 25 * kMph},
        {" 30 km/h ", 30},
        {"30 kmh", 30},
        {"10 knots", 18.52},
        {"walk", 7},
        {"50;30", 30},
        {"50; US:urban", 50},
        {"35 mph;25 mph", 25 * kMph},
        {"7.5", 7.5},
        {"none", 0},
        {"signals", 0},
        {"US:urban", 0},
        {"DE:zone30", 0},
        {"", 0},
        {"1", 0},
        {"250 mph", 0},
        {"fast", 0},
        {"50 furlongs", 0},
        {"-30", 0},
        {"30-50", 0},
    };
    for (const auto& [text, kmh] : cases)
        EXPECT_NEAR(parse_maxspeed(text), kmh, 1e-9) << text;
}

TEST(TagText, Duration) {
    const std::map<std::string, double> cases{
        {"12", 12},     {"00:12", 12}, {"0:12", 12},    {"1:05", 65},   {"01:05:30", 65.5},
        {"12:00", 720}, {"PT20M", 20}, {"PT1H20M", 80}, {"PT90S", 1.5}, {"P1DT2H", 26 * 60},
        {"pt4h", 240},  {"", 0},       {"soon", 0},     {"1:75", 0},    {"P1Y", 0},
        {"P3M", 0},     {"PT", 0},     {"1:2:3:4", 0},  {"20 min", 0},  {"-5", 0},
        {":30", 0},     {"PT5", 0},
    };
    for (const auto& [text, minutes] : cases)
        EXPECT_NEAR(parse_duration(text), minutes, 1e-9) << text;
}

TEST(TravelProfile, AProfileBasedOnAnotherChangesOnlyWhatItSays) {
    const auto rush_hour = TravelProfile::from(ConfigTable::parse(R"(
id = "rush_hour"
based_on = "drive"
slowdown = 1.4
[classes]
residential = 20
trunk = { joinable = false }
motorway = 0
)",
                                                                  "rush_hour.toml"));
    EXPECT_EQ(rush_hour.id, "rush_hour");
    EXPECT_EQ(rush_hour.slowdown, 1.4);
    EXPECT_EQ(rush_hour.signal_s, drive().signal_s);
    EXPECT_EQ(rush_hour.access_keys, drive().access_keys);
    expect_uses(rush_hour, {{"highway=residential", 20, 20},
                            {"highway=trunk", 85, 85},
                            {"highway=motorway", 0, 0, Dropped::Class}});
    EXPECT_FALSE(rush_hour.use(tagged("highway=trunk"), 0).joinable);
}

TEST(TravelProfile, MistakesNameTheirPlace) {
    const std::map<std::string, std::string> cases{
        {"id = \"p\"\nslow_down = 2\n[classes]\nservice = 5\n",
         "p.toml:2:1: unknown key \"slow_down\"\n  hint: did you mean \"slowdown\"?"},
        {"id = \"p\"\n[classes]\nresidental = 5\n",
         "p.toml:3:14: \"residental\" is not a class of street\n  hint: did you mean "
         "\"residential\"?"},
        {"id = \"p\"\n[classes]\nservice = { kph = 5 }\n",
         "p.toml:3:13: unknown key \"kph\"\n  hint: did you mean \"kmh\"?"},
        {"id = \"p\"\n[classes]\nservice = 500\n",
         "p.toml:3:11: \"service\" must be from 0 to 200"},
        {"id = \"p\"\naccess_keys = [\"motor_vehcle\"]\n[classes]\nservice = 5\n",
         "p.toml:2:15: \"motor_vehcle\" is not an access key\n  hint: did you mean "
         "\"motor_vehicle\"?"},
        {"id = \"p\"\nslowdown = 0\n[classes]\nservice = 5\n",
         "p.toml:2:12: \"slowdown\" must be from 0.1 to 10"},
        {"id = \"p\"\nbased_on = \"drvie\"\n",
         "p.toml:2:12: unknown travel profile \"drvie\"\n  hint: did you mean \"drive\"?"},
        {"id = \"p\"\n", "p.toml:1:1: a profile needs [classes] with a speed"},
        {"[classes]\nservice = 5\n", "id"},
    };
    for (const auto& [toml, message] : cases)
        EXPECT_THAT(
            test::error_of([&] { TravelProfile::from(ConfigTable::parse(toml, "p.toml")); }),
            HasSubstr(message))
            << toml;
    EXPECT_THAT(test::error_of([] { TravelProfile::load("drvie"); }),
                HasSubstr("unknown travel profile \"drvie\""));
    EXPECT_THAT(test::error_of([] { TravelProfile::load("nowhere.toml"); }),
                HasSubstr("nowhere.toml"));
}

TEST(TravelProfile, AFileIsAProfileToo) {
    const test::TemporaryFolder folder;
    const auto file = folder.write("slow.toml", "id = \"slow\"\nbased_on = \"walk\"\n[classes]\n"
                                                "steps = 1\n");
    EXPECT_EQ(TravelProfile::load(file.string()).use(tagged("highway=steps"), 0).forward_kmh, 1);
}

TEST(TravelProfileRealData, WaysOfNorthernKentucky) {
    TRACTWISE_NEEDS("data/nky_osm/streets.osm.pbf");
    io::SourceSpec source;
    source.path = test::data_pack("data/nky_osm/streets.osm.pbf").string();
    Diagnostics diagnostics;
    const io::StreetData streets = io::read_streets(source, diagnostics);
    const auto count = [&](const TravelProfile& profile) {
        std::map<std::string_view, std::size_t> ways;
        for (std::size_t way = 0; way < streets.ways(); ++way)
            ++ways[to_string(profile.use(streets.way_tags, way).dropped)];
        std::string text;
        for (const auto& [reason, n] : ways)
            text += std::string(reason) + ": " + std::to_string(n) + "; ";
        return text;
    };
    // osmium-tool counts 16,664 ways with a highway tag, 48 of them with area=yes.
    EXPECT_EQ(streets.ways(), 16'664U);
    EXPECT_EQ(count(drive()), "an area: 48; no access: 446; not for this profile: 2719; "
                              "under construction: 6; used: 13445; ");
    EXPECT_EQ(count(walk()), "no access: 586; not for this profile: 492; under construction: 6; "
                             "used: 15580; ");
    EXPECT_EQ(count(bicycle()), "no access: 601; not for this profile: 539; under construction: 6; "
                                "used: 15518; ");
}

} // namespace
} // namespace tractwise::access
