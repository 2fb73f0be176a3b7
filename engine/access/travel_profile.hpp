// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/config.hpp"
#include "engine/io/streets.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::access {

/// What one way is to one kind of traveler.
struct WayUse {
    double forward_kmh = 0;  ///< 0: not allowed in the order of the way's nodes
    double backward_kmh = 0; ///< 0: not allowed against it
    /// Minutes for the whole way, where a ferry states them; the time then does not follow from the
    /// speeds, which only say which directions are open. 0: not stated.
    double duration_min = 0;
    bool joinable = true; ///< homes and clinics may be joined to it (not to a motorway)
    enum class Dropped { No, Class, Access, Area, Construction } dropped = Dropped::No;
    bool open() const { return forward_kmh > 0 || backward_kmh > 0; }
};
std::string_view to_string(WayUse::Dropped reason); ///< "no access", "not for this profile" ...

/// How one kind of traveler uses streets, as data: which classes, how fast, what tags mean.
///
///     const TravelProfile drive = TravelProfile::load("drive");   // built in: profile_ids()
///     const TravelProfile ours = TravelProfile::load("rush_hour.toml");   // a file
///     const WayUse use = drive.use(streets.way_tags, way);
///
/// The fields are the keys of the TOML file; data/profiles/README.md explains them with their
/// sources and limits. Speeds are km/h, delays seconds, distances meters. A profile is plain data:
/// change a field after load() for a what-if. Errors: Error(Usage) with file:line:column for an
/// unknown key, class or access key and for a number out of range; Error(Usage) for a name that is
/// neither built in nor a file. use() costs about 2 microseconds a way.
struct TravelProfile {
    std::string id, title;
    struct Class {
        double kmh = 0;        ///< 0: closed unless an access tag opens it
        double opened_kmh = 0; ///< where an access tag of the traveler's own names it; 0: `kmh`
        bool joinable = true;
        bool joinable_one_way = true; ///< false: not where it is one way, as expressways are
    };
    /// By the value of `highway`; "ferry" for route=ferry.
    std::map<std::string, Class, std::less<>> classes;
    double opened_kmh =
        0; ///< on a way of no listed class that an access tag opens; 0: stays closed
    std::map<std::string, double, std::less<>> surface_kmh; ///< the most that a surface allows
    std::vector<std::string> maxspeed_keys; ///< strongest first; empty: posted limits are not used
    double maxspeed_factor = 1;             ///< part of the posted limit that is really driven

    /// Strongest first: "oneway:bicycle", "oneway". Where the plain "oneway" is among them, a
    /// roundabout and a motorway are one way without a tag.
    std::vector<std::string> oneway_keys;
    /// A value that begins with "opposite" opens the other way of a one-way street.
    std::vector<std::string> contraflow_keys;

    std::vector<std::string> access_keys; ///< strongest first: "motor_vehicle", "vehicle", "access"
    std::vector<std::string> closed_values; ///< "no", "private", ...: not allowed
    /// These open a way that its class does not, as in foot=yes on a trunk road. The plain "access"
    /// never does: access=yes on a footway is not meant for cars.
    std::vector<std::string> open_values;
    double dismount_kmh = 0;     ///< where the access tag says "dismount"; 0: no such rule
    bool sidewalk_opens = false; ///< a way with a sidewalk is open, whatever its class
    bool use_areas = false;      ///< area=yes: along its edge
    bool use_motorroads = false; ///< motorroad=yes
    std::vector<std::string> closed_services; ///< values of `service` that are closed

    bool barriers_stop = false; ///< a barrier stops, unless the node's access tags open it
    std::vector<std::string> barriers_except; ///< values of `barrier` that do the opposite
    bool turn_restrictions = false;           ///< honored
    std::vector<std::string>
        except_names; ///< in a restriction's `except`: this traveler is free of it

    double signal_s = 0;        ///< lost at a traffic signal
    double slowdown = 1;        ///< all times on streets are multiplied by this
    double access_kmh = 5;      ///< on foot between a place and its street
    double join_limit_m = 2000; ///< a place farther from every street is not joined
    double island_m = 10'000;   ///< connected pieces with less street than this are not joined to

    static TravelProfile load(const std::string& name_or_file);
    static TravelProfile from(const ConfigTable& table);

    WayUse use(const io::TagTable& tags, std::size_t way) const;
    /// True where a node with these tags cannot be passed.
    bool stops_at(const io::TagTable& tags, std::size_t node) const;
    bool excepted(std::string_view except) const; ///< "bicycle;psv" names this traveler
};

/// Kilometers an hour of a maxspeed tag (wiki.openstreetmap.org/wiki/Key:maxspeed).
///
///     parse_maxspeed("25 mph")      // 40.2336
///     parse_maxspeed("50;30")       // 30: of several, the lowest
///     parse_maxspeed("walk")        // 7, as OSRM takes the German living street
///     parse_maxspeed("US:urban")    // 0: not a number; so are "none", "signals" and typos
///
/// Units: km/h (none given), mph, knots. Below 4 or above 160 km/h is taken for a mistake: 0.
double parse_maxspeed(std::string_view text);

/// Minutes of a duration tag (wiki.openstreetmap.org/wiki/Key:duration): "12" (minutes), "0:12",
/// "1:05:30" (h:mm:ss), "PT1H20M", "P1DT2H"; 0 where it says nothing usable.
double parse_duration(std::string_view text);

std::vector<std::string> profile_ids(); ///< of the built-in profiles
std::string_view
embedded_profile(std::string_view id); ///< its TOML text; empty where there is none

} // namespace tractwise::access
