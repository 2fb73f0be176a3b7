// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/segregation.hpp"

#include "engine/stats/rows.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace tractwise::stats {

namespace {

struct CountedTract {
    long double share, members, people;
    long double members_se, others_se; ///< NaN: not known
};

long double known_error(std::span<const double> errors, std::size_t row) {
    return errors.empty() || !(errors[row] >= 0) ? kNaN : errors[row];
}

struct GroupTotals {
    long double members, others;
};

/// Standard errors by the delta method; `tracts` are sorted by share. With X and Y the people of both groups:
///
///     d D / dx = sign(x / X - y / Y) / (2 X) less what the sum of all loses by it
///     d G / dx = (Y of lower tracts - Y of higher tracts) / (X Y) - G / X, and likewise for y
///     d I / dx = (2 p - p^2 - I) / X,    d I / dy = -p^2 / X
///
void add_errors(Segregation& s, const std::vector<CountedTract>& tracts, const GroupTotals& all) {
    const auto others = [](const CountedTract& tract) { return tract.people - tract.members; };
    const auto sign = [&](const CountedTract& tract) {
        const long double apart = tract.members / all.members - others(tract) / all.others;
        return static_cast<long double>((apart > 0) - (apart < 0));
    };
    long double members_up = 0, others_up = 0; // of sign(x / X - y / Y), in shares
    for (const CountedTract& tract : tracts) {
        members_up += sign(tract) * tract.members / all.members;
        others_up += sign(tract) * others(tract) / all.others;
    }
    long double d = 0, g = 0, i = 0, members_below = 0, others_below = 0;
    for (std::size_t begin = 0, end = 0; begin < tracts.size(); begin = end) {
        long double members_here = 0, others_here = 0;
        for (end = begin; end < tracts.size() && tracts[end].share == tracts[begin].share; ++end) {
            members_here += tracts[end].members;
            others_here += others(tracts[end]);
        }
        const long double members_above = all.members - members_below - members_here,
                          others_above = all.others - others_below - others_here;
        for (std::size_t t = begin; t < end; ++t) {
            const CountedTract& tract = tracts[t];
            const auto add = [&](long double& sum, long double by_members, long double by_others) {
                sum += std::pow(by_members * tract.members_se, 2.0L) +
                       std::pow(by_others * tract.others_se, 2.0L);
            };
            add(d, (sign(tract) - members_up) / (2 * all.members),
                (others_up - sign(tract)) / (2 * all.others));
            add(g,
                (others_below - others_above) / (all.members * all.others) - s.gini / all.members,
                (members_above - members_below) / (all.members * all.others) - s.gini / all.others);
            const long double p = tract.share;
            add(i, (2 * p - p * p - s.isolation) / all.members, -p * p / all.members);
        }
        members_below += members_here;
        others_below += others_here;
    }
    s.dissimilarity_se = static_cast<double>(std::sqrt(d));
    s.gini_se = static_cast<double>(std::sqrt(g));
    s.isolation_se = static_cast<double>(std::sqrt(i));
}

} // namespace

Segregation segregation(std::span<const double> group, std::span<const double> others,
                        const CountErrors& errors) {
    require_same_rows(group.size(), others.size());
    require_same_rows(errors.group.size(), errors.others.size());
    if (!errors.group.empty())
        require_same_rows(errors.group.size(), group.size());
    std::vector<CountedTract> tracts;
    Segregation s;
    long double members = 0, people = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
        const bool known = is_count(group[i]), others_known = is_count(others[i]);
        const long double here = static_cast<long double>(group[i]) + others[i];
        if (!known || !others_known || here == 0) {
            ++s.left_out;
            continue;
        }
        tracts.push_back({group[i] / here, group[i], here, known_error(errors.group, i),
                          known_error(errors.others, i)});
        members += group[i];
        people += here;
    }
    s.tracts = tracts.size();
    if (members == 0 || members == people)
        return s;

    const long double whole = members / people;
    const long double apart = 2 * whole * (1 - whole); // of two people of the whole, one of each
    long double uneven = 0, met = 0;
    long double roots = 0; // sum sqrt(x y)
    for (const CountedTract& tract : tracts) {
        uneven += tract.people * std::abs(tract.share - whole);
        met += tract.members * tract.share;
        roots += std::sqrt(tract.members * (tract.people - tract.members));
    }
    s.dissimilarity = static_cast<double>(uneven / (people * apart));
    s.isolation = static_cast<double>(met / members);
    s.exposure = static_cast<double>(1 - met / members);
    const std::span<const double> both[] = {group, others};
    s.entropy = entropy_index(both);
    s.atkinson = static_cast<double>(1 - roots * roots / (members * (people - members)));

    // Sorted by share, a tract lies above all before it by t (p T_before - X_before): all pairs in
    // one pass.
    std::sort(tracts.begin(), tracts.end(), [](const CountedTract& a, const CountedTract& b) {
        return std::pair(a.share, a.people) < std::pair(b.share, b.people);
    });
    long double pairs = 0, members_before = 0, people_before = 0;
    for (const CountedTract& tract : tracts) {
        pairs += tract.people * (tract.share * people_before - members_before);
        members_before += tract.members;
        people_before += tract.people;
    }
    s.gini = static_cast<double>(2 * pairs / (people * people * apart));
    if (!errors.group.empty())
        add_errors(s, tracts, {members, people - members});
    return s;
}

double exposure(std::span<const double> group, std::span<const double> met,
                std::span<const double> people) {
    require_same_rows(group.size(), met.size());
    require_same_rows(group.size(), people.size());
    long double members = 0, sum = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
        const bool known = is_count(group[i]), met_known = is_count(met[i]),
                   people_known = is_count(people[i]);
        if (!known || !met_known || !people_known || people[i] == 0)
            continue;
        members += group[i];
        sum += static_cast<long double>(group[i]) * met[i] / people[i];
    }
    return members > 0 ? static_cast<double>(sum / members) : kNaN;
}

double entropy_index(std::span<const std::span<const double>> groups) {
    const std::size_t rows = groups.empty() ? 0 : groups.front().size();
    for (const auto& column : groups)
        require_same_rows(column.size(), rows);
    std::vector<long double> in_all(groups.size(), 0);
    long double people = 0, inside = 0; // inside: sum t E_t
    for (std::size_t row = 0; row < rows; ++row) {
        bool known = true;
        long double here = 0;
        for (const auto& column : groups) {
            known = is_count(column[row]) && known;
            here += column[row];
        }
        if (!known || here == 0)
            continue;
        people += here;
        for (std::size_t j = 0; j < groups.size(); ++j) {
            in_all[j] += groups[j][row];
            inside -= here * x_log_x(groups[j][row] / here);
        }
    }
    long double whole = 0;
    for (const long double members : in_all)
        whole -= x_log_x(members / people);
    return whole > 0 ? static_cast<double>((people * whole - inside) / (people * whole)) : kNaN;
}

} // namespace tractwise::stats
