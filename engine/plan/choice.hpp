// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/core/config.hpp"
#include "engine/plan/travel_limit.hpp"
#include "engine/siting/spec.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::plan {

/// Sites from a source of points, all in one role.
struct SiteSource {
    std::string source; ///< id of a source, or "demand": where people live
    /// Column filters beside those of the source: { parking = ["yes"] }.
    std::map<std::string, std::vector<std::string>> where;
    std::string id, name;       ///< columns; empty: guessed
    std::string cost, capacity; ///< columns; empty: 1 and no limit
    std::string declared_at;    ///< "study.toml:12:1", for messages; not part of its identity
    friend bool operator==(const SiteSource& a, const SiteSource& b) {
        return a.source == b.source && a.where == b.where && a.id == b.id && a.name == b.name &&
               a.cost == b.cost && a.capacity == b.capacity;
    }
};

/// The value of `candidates` or `existing` in a study, on one line.
std::string sites_toml(const std::vector<SiteSource>& sources);

/// The week that the stops of the plan are visited in: [siting.schedule].
struct ScheduleChoice {
    std::size_t vans = 1;
    std::vector<std::string> days{"Mon", "Tue", "Wed", "Thu", "Fri"};
    std::string depot; ///< "lat, lon", or the id of a site
    double visit_min = 180, setup_min = 30, teardown_min = 30;
    double day_start_min = 480; ///< "08:00"
    double day_min = 540;       ///< hours = 9
    std::size_t least_visits = 1, most_visits = 7, revisit_days = 1, most_stops_a_day = 6;
    std::map<std::string, double> visit_min_of; ///< by stop id
    std::map<std::string, std::size_t> least_visits_of;
    /// Speed along straight lines where the travel cost is no time, with the detour in it.
    std::optional<double> straight_kmh;
    double time_limit_s = 20; ///< for the proof that no week is better
    /// weigh = "newly": a visit counts those whom no site that is open already reaches, in place of all
    /// who have no open site nearer.
    bool newly = false;
    friend bool operator==(const ScheduleChoice&, const ScheduleChoice&) = default;
};

/// Where should the next stops be: [siting] of a study, and the options of `tractwise site`.
///
///     [siting]
///     objective = "mclp"             # lscp, p-median, p-center, max-min, fair-share
///     k = 6                          # or budget = 90000
///     within = "15 min"              # or rings: ["5 min", "10 min"] with weights = [1, 0.6]
///     need = "uninsured_people"      # a column, or several: their product
///     only = "risk_percentile >= 75" # tracts that count (or 0.75); leave it out for all
///     candidates = { source = "candidates", where = { parking = "yes" } }
///     existing = "clinics"
///     required = ["C012"]            # ids of candidates
///     excluded = ["C003"]
///     groups = ["population", "black_nh", "uninsured_people"]
///     cost = "drive"                 # as in [layers.ROOM]: cost, streets, no_vehicle, direction
///     streets = "streets"
///     [siting.scenarios]
///     partners = ["C012", "C040"]    # stops beside the existing sites
///     [siting.schedule]
///     vans = 2
///
/// data/studies/README.md explains every key. Errors: Error(Usage) with file:line:column for
/// unknown keys, words and numbers that cannot be meant, and contradictions (a site both required
/// and excluded).
struct SitingChoice {
    /// Without rings and `beyond`: those come from the limits below once the cost is known.
    siting::SitingSpec spec;
    std::vector<TravelLimit> within;
    std::vector<double> weights; ///< one per limit; empty: (n - r) / n for ring r of n, from 0
    std::optional<TravelLimit> beyond;           ///< p-median: the most that a trip counts
    std::vector<std::string> need{"population"}; ///< columns; their product
    struct Only {
        std::string column;
        double at_least = 0;
        friend bool operator==(const Only&, const Only&) = default;
    };
    std::optional<Only> only;
    std::vector<SiteSource> candidates, existing;
    std::vector<std::string> required, excluded; ///< site ids
    std::vector<std::string> groups;             ///< count columns; empty: those that the table has
    std::vector<std::string>
        fair_groups; ///< whose coverage a fair plan balances; empty: race and ethnicity
    /// cost, streets, no_vehicle, direction as in [layers.ROOM]; `id` is the column of ids of every
    /// source of sites that names none of its own, and what a table of travel times knows them by.
    ConfigTable travel;
    /// On foot where travel is a straight line, for the doubt about households without a vehicle.
    /// Half a mile is what the USDA Food Access Research Atlas takes for them.
    TravelLimit walk_within{0.5, TravelLimit::Unit::Miles};
    double slower = 1.25;     ///< factor on travel for the doubt about time
    std::size_t curve_to = 0; ///< last k of the marginal curve; 0: two more than k
    std::map<std::string, std::vector<std::string>> scenarios; ///< stops by site id
    std::optional<ScheduleChoice> schedule;
    ConfigTable declared; ///< for messages only

    static SitingChoice parse(const ConfigTable& table);
    /// The [siting] table and its own tables; reads back as an equal choice.
    std::string to_toml() const;
    /// Ids of the sources it names, each with its key ("candidates", "existing", "streets", "cost")
    /// and place in the file. "demand" is none: it stands for where people live.
    struct NamedSource {
        std::string id, key, where;
    };
    std::vector<NamedSource> sources() const;
    /// The limits in the unit of the cost, with their weights. Error(Usage) where a limit is a time
    /// and the cost a length or the reverse, or rings do not grow. parse() asks for them where the
    /// travel keys tell the unit.
    std::vector<siting::Ring> rings(access::CostUnit unit) const;
    /// Error(Usage) for a column of need, only, groups or fair_groups, or one that no_vehicle
    /// needs, that is not among `known`.
    void check_columns(const std::vector<std::string>& known) const;
    friend bool operator==(const SitingChoice& a, const SitingChoice& b);
};

} // namespace tractwise::plan
