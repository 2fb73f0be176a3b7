// SPDX-License-Identifier: Apache-2.0
#include "engine/access/travel_profile.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace tractwise::access {

namespace {

using Dropped = WayUse::Dropped;

// The values of `highway` for ways that people travel on
// (wiki.openstreetmap.org/wiki/Key:highway), so that a misspelt class is an error and not a street
// that nobody uses.
const std::vector<std::string> kKnownClasses{
    "motorway",     "motorway_link", "trunk",          "trunk_link",  "primary",
    "primary_link", "secondary",     "secondary_link", "tertiary",    "tertiary_link",
    "unclassified", "residential",   "living_street",  "service",     "road",
    "track",        "busway",        "bus_guideway",   "escape",      "raceway",
    "pedestrian",   "footway",       "path",           "steps",       "cycleway",
    "bridleway",    "corridor",      "platform",       "via_ferrata", "crossing",
    "ferry"};
// wiki.openstreetmap.org/wiki/Key:access, "land-based transportation"
const std::vector<std::string> kKnownAccessKeys{
    "access",     "foot",       "vehicle",     "bicycle",    "motor_vehicle",
    "motorcar",   "motorcycle", "moped",       "mofa",       "goods",
    "hgv",        "psv",        "bus",         "minibus",    "taxi",
    "hov",        "share_taxi", "emergency",   "wheelchair", "horse",
    "carriage",   "trailer",    "tourist_bus", "coach",      "electric_bicycle",
    "snowmobile", "atv",        "golf_cart"};

bool contains(const std::vector<std::string>& values, std::string_view value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

/// "private;customers" is closed only where every part is.
bool all_closed(const std::vector<std::string>& closed, std::string_view value) {
    while (true) {
        const std::size_t end = value.find(';');
        if (!contains(closed, trim(value.substr(0, end))))
            return false;
        if (end == std::string_view::npos)
            return true;
        value.remove_prefix(end + 1);
    }
}

bool one_of(std::string_view value, std::initializer_list<std::string_view> values) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

// What a tag of access says for one direction.
struct Access {
    bool closed = false;
    bool opened = false; ///< a tag of the traveler's own (not the plain "access") opens it
    bool dismount = false;
};

/// The strongest access tag decides; within one key, "foot:backward" is stronger than "foot".
Access access_of(const TravelProfile& profile, const io::TagTable& tags, std::size_t item,
                 std::string_view direction, std::string& key) {
    for (const std::string& name : profile.access_keys) {
        key.assign(name).append(direction);
        std::string_view value = direction.empty() ? std::string_view() : tags.value(item, key);
        if (value.empty())
            value = tags.value(item, name);
        if (value.empty())
            continue;
        if (profile.dismount_kmh > 0 && value == "dismount")
            return {.dismount = true};
        return {.closed = all_closed(profile.closed_values, value),
                .opened = name != "access" && contains(profile.open_values, value)};
    }
    return {};
}

bool has_sidewalk(const io::TagTable& tags, std::size_t way) {
    if (one_of(tags.value(way, "sidewalk"), {"yes", "both", "left", "right"}))
        return true;
    for (const std::string_view key : {"sidewalk:both", "sidewalk:left", "sidewalk:right"})
        if (tags.value(way, key) == "yes")
            return true;
    return false;
}

bool under_construction(const io::TagTable& tags, std::size_t way, std::string_view highway) {
    if (one_of(highway, {"construction", "proposed", "planned"}))
        return true;
    // A street that is being widened is open (OSRM: construction_whitelist).
    const std::string_view work = tags.value(way, "construction");
    if (!work.empty() && !one_of(work, {"no", "minor", "widening"}))
        return true;
    const std::string_view plan = tags.value(way, "proposed");
    return plan == "yes";
}

struct Directions {
    bool forward = true, backward = true;
};

Directions directions_of(const TravelProfile& profile, const io::TagTable& tags, std::size_t way,
                         std::string_view highway) {
    Directions open;
    bool told = false;
    for (const std::string& key : profile.oneway_keys) {
        const std::string_view value = tags.value(way, key);
        if (one_of(value, {"yes", "true", "1"}))
            open.backward = false;
        else if (one_of(value, {"-1", "reverse"}))
            open.forward = false;
        else if (
            value ==
            "reversible") // which way changes by the hour; a time-free route cannot count on it
            open = {false, false};
        else if (!one_of(value, {"no", "false", "0", "alternating"}))
            continue;
        told = true;
        break;
    }
    if (!told && contains(profile.oneway_keys, "oneway") &&
        (highway == "motorway" || one_of(tags.value(way, "junction"), {"roundabout", "circular"})))
        open.backward = false;
    if (open.forward != open.backward)
        for (const std::string& key : profile.contraflow_keys)
            if (tags.value(way, key).starts_with("opposite"))
                return {};
    return open;
}

double posted_limit(const TravelProfile& profile, const io::TagTable& tags, std::size_t way,
                    std::string_view direction, std::string& key) {
    for (const std::string& name : profile.maxspeed_keys) {
        key.assign(name).append(direction);
        for (const std::string& tag : {key, name})
            if (const double kmh = parse_maxspeed(tags.value(way, tag)); kmh > 0)
                return kmh * profile.maxspeed_factor;
    }
    return 0;
}

bool is_crossed_off_the_ground(const io::TagTable& tags, std::size_t way) {
    for (const std::string_view key : {"bridge", "tunnel"}) {
        const std::string_view value = tags.value(way, key);
        if (!value.empty() && !one_of(value, {"no", "building_passage"}))
            return true;
    }
    return false;
}

double number_between(const ConfigTable& table, std::string_view key, double fallback,
                      double lowest, double highest) {
    const auto value = table.number_if(key);
    if (!value)
        return fallback;
    if (!(*value >= lowest && *value <= highest))
        table.fail(key, fmt::format("\"{}\" must be from {} to {}", key, format_number(lowest),
                                    format_number(highest)));
    return *value;
}

constexpr double kFastestOnStreet = 200; // km/h, for any speed in a profile

void read_classes(const ConfigTable& table, TravelProfile& profile) {
    for (const std::string& name : table.keys()) {
        if (!contains(kKnownClasses, name))
            table.fail(name, fmt::format("\"{}\" is not a class of street", name),
                       suggestion(name, kKnownClasses));
        TravelProfile::Class& made = profile.classes[name];
        if (!table.is_table(name)) {
            made.kmh = number_between(table, name, 0, 0, kFastestOnStreet);
            continue;
        }
        const ConfigTable entry = table.table(name);
        entry.allow({"kmh", "opened_kmh", "joinable", "joinable_one_way"});
        made.kmh = number_between(entry, "kmh", made.kmh, 0, kFastestOnStreet);
        made.opened_kmh = number_between(entry, "opened_kmh", made.opened_kmh, 0, kFastestOnStreet);
        made.joinable = entry.flag("joinable", made.joinable);
        made.joinable_one_way = entry.flag("joinable_one_way", made.joinable_one_way);
    }
}

void check_access_keys(const ConfigTable& table, const TravelProfile& profile) {
    for (const std::string& key : profile.access_keys)
        if (!contains(kKnownAccessKeys, key))
            table.fail("access_keys", fmt::format("\"{}\" is not an access key", key),
                       suggestion(key, kKnownAccessKeys));
}

} // namespace

std::string_view to_string(Dropped reason) {
    switch (reason) {
    case Dropped::No:
        return "used";
    case Dropped::Class:
        return "not for this profile";
    case Dropped::Access:
        return "no access";
    case Dropped::Area:
        return "an area";
    case Dropped::Construction:
        return "under construction";
    }
    return {};
}

std::vector<std::string> profile_ids() {
    return {"drive", "walk", "bicycle"};
}

TravelProfile TravelProfile::load(const std::string& name_or_file) {
    if (const std::string_view text = embedded_profile(name_or_file); !text.empty())
        return from(ConfigTable::parse(text, name_or_file + ".toml"));
    const bool is_file = name_or_file.ends_with(".toml") ||
                         name_or_file.find('/') != std::string::npos ||
                         std::filesystem::is_regular_file(name_or_file);
    if (is_file)
        return from(ConfigTable::read(name_or_file));
    throw Error(ErrorKind::Usage, fmt::format("unknown travel profile \"{}\"", name_or_file),
                {.hint = fmt::format("built in: {}; or a .toml file", join(profile_ids(), ", "))});
}

TravelProfile TravelProfile::from(const ConfigTable& table) {
    table.allow({"id",
                 "title",
                 "based_on",
                 "classes",
                 "opened_kmh",
                 "surface_kmh",
                 "maxspeed_keys",
                 "maxspeed_factor",
                 "oneway_keys",
                 "contraflow_keys",
                 "access_keys",
                 "closed_values",
                 "open_values",
                 "dismount_kmh",
                 "sidewalk_opens",
                 "use_areas",
                 "use_motorroads",
                 "closed_services",
                 "barriers_stop",
                 "barriers_except",
                 "turn_restrictions",
                 "except_names",
                 "signal_s",
                 "slowdown",
                 "access_kmh",
                 "join_limit_m",
                 "island_m"});
    TravelProfile p;
    if (const auto base = table.text_if("based_on")) {
        if (embedded_profile(*base).empty())
            table.fail("based_on", fmt::format("unknown travel profile \"{}\"", *base),
                       suggestion(*base, profile_ids()));
        p = load(*base);
    }
    p.id = table.text("id");
    p.title = table.text("title", p.title.empty() ? p.id : p.title);
    read_classes(table.table("classes"), p);
    if (p.classes.empty())
        table.fail("classes", "a profile needs [classes] with a speed",
                   "residential = 25, or based_on = \"drive\"");
    const ConfigTable surfaces = table.table("surface_kmh");
    for (const std::string& name : surfaces.keys())
        p.surface_kmh[name] = number_between(surfaces, name, 0, 1, kFastestOnStreet);

    const auto texts = [&](std::string_view key, std::vector<std::string>& to) {
        if (table.has(key))
            to = table.texts(key);
    };
    texts("maxspeed_keys", p.maxspeed_keys);
    texts("oneway_keys", p.oneway_keys);
    texts("contraflow_keys", p.contraflow_keys);
    texts("access_keys", p.access_keys);
    texts("closed_values", p.closed_values);
    texts("open_values", p.open_values);
    texts("closed_services", p.closed_services);
    texts("barriers_except", p.barriers_except);
    texts("except_names", p.except_names);
    check_access_keys(table, p);
    p.sidewalk_opens = table.flag("sidewalk_opens", p.sidewalk_opens);
    p.use_areas = table.flag("use_areas", p.use_areas);
    p.use_motorroads = table.flag("use_motorroads", p.use_motorroads);
    p.barriers_stop = table.flag("barriers_stop", p.barriers_stop);
    p.turn_restrictions = table.flag("turn_restrictions", p.turn_restrictions);

    p.opened_kmh = number_between(table, "opened_kmh", p.opened_kmh, 0, kFastestOnStreet);
    p.maxspeed_factor = number_between(table, "maxspeed_factor", p.maxspeed_factor, 0.1, 2);
    p.dismount_kmh = number_between(table, "dismount_kmh", p.dismount_kmh, 0, kFastestOnStreet);
    p.signal_s = number_between(table, "signal_s", p.signal_s, 0, 600);
    p.slowdown = number_between(table, "slowdown", p.slowdown, 0.1, 10);
    p.access_kmh = number_between(table, "access_kmh", p.access_kmh, 0.1, kFastestOnStreet);
    p.join_limit_m = number_between(table, "join_limit_m", p.join_limit_m, 1, 100'000);
    p.island_m = number_between(table, "island_m", p.island_m, 0, 10'000'000);
    return p;
}

WayUse TravelProfile::use(const io::TagTable& tags, std::size_t way) const {
    const auto dropped = [](Dropped reason) {
        WayUse none;
        none.dropped = reason;
        return none;
    };
    const bool ferry = tags.value(way, "route") == "ferry";
    std::string_view highway = ferry ? std::string_view("ferry") : tags.value(way, "highway");
    if (highway.empty())
        highway = "road"; // an edge table need not know classes; OpenStreetMap calls these "road"
    if (under_construction(tags, way, highway))
        return dropped(Dropped::Construction);
    if (!use_areas && tags.value(way, "area") == "yes")
        return dropped(Dropped::Area);
    const bool motorroad = tags.value(way, "motorroad") == "yes";
    if ((motorroad && !use_motorroads) || contains(closed_services, tags.value(way, "service")))
        return dropped(Dropped::Access);

    std::string key; // one buffer for all the keys that are put together
    const Access onward = access_of(*this, tags, way, ":forward", key);
    const Access back = access_of(*this, tags, way, ":backward", key);
    if (onward.closed && back.closed)
        return dropped(Dropped::Access);

    const auto listed = classes.find(highway);
    const bool usual = listed != classes.end() && listed->second.kmh > 0;
    const bool beside = !usual && sidewalk_opens && has_sidewalk(tags, way);
    const auto speed_of = [&](const Access& access) {
        if (access.closed)
            return 0.0;
        double kmh = usual ? listed->second.kmh : 0;
        if (access.opened && listed != classes.end() && listed->second.opened_kmh > 0)
            kmh = listed->second.opened_kmh;
        else if (kmh == 0 && (access.opened || beside))
            kmh = opened_kmh;
        if (access.dismount)
            kmh = kmh > 0 ? std::min(kmh, dismount_kmh) : dismount_kmh;
        return kmh;
    };
    WayUse use;
    use.forward_kmh = speed_of(onward);
    use.backward_kmh = speed_of(back);
    if (!use.open())
        return dropped(Dropped::Class);

    const Directions open = directions_of(*this, tags, way, highway);
    if (!open.forward)
        use.forward_kmh = 0;
    if (!open.backward)
        use.backward_kmh = 0;
    if (!use.open())
        return dropped(Dropped::Access);

    if (ferry) {
        use.duration_min = parse_duration(tags.value(way, "duration"));
    } else if (!maxspeed_keys.empty()) {
        const double forward = posted_limit(*this, tags, way, ":forward", key);
        const double backward = posted_limit(*this, tags, way, ":backward", key);
        if (use.forward_kmh > 0 && forward > 0)
            use.forward_kmh = forward;
        if (use.backward_kmh > 0 && backward > 0)
            use.backward_kmh = backward;
    }
    if (const auto cap = surface_kmh.find(tags.value(way, "surface")); cap != surface_kmh.end()) {
        use.forward_kmh = std::min(use.forward_kmh, cap->second);
        use.backward_kmh = std::min(use.backward_kmh, cap->second);
    }
    const bool one_way = !(use.forward_kmh > 0) || !(use.backward_kmh > 0);
    const bool by_class =
        listed == classes.end() ||
        (listed->second.joinable && (listed->second.joinable_one_way || !one_way));
    use.joinable = !motorroad && by_class && !is_crossed_off_the_ground(tags, way);
    return use;
}

bool TravelProfile::stops_at(const io::TagTable& tags, std::size_t node) const {
    // Access tags of a node are about its barrier: those of a crossing or a bus stop do not stop
    // the street it lies on.
    const std::string_view barrier = tags.value(node, "barrier");
    if (barrier.empty())
        return false;
    std::string key;
    for (const std::string& name : access_keys)
        if (const std::string_view value = tags.value(node, name); !value.empty())
            return all_closed(closed_values, value);
    if (barrier == "no")
        return false;
    if (barrier == "bollard" && tags.value(node, "bollard") == "rising")
        return false; // let down for those who may pass (as OSRM)
    return contains(barriers_except, barrier) ? !barriers_stop : barriers_stop;
}

bool TravelProfile::excepted(std::string_view except) const {
    for (const std::string& name : split(except, ';'))
        if (contains(except_names, trim(name)))
            return true;
    return false;
}

} // namespace tractwise::access
