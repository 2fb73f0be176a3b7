// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/weights.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <fmt/format.h>

namespace tractwise::spatial {

namespace {

void check_ids(const std::vector<std::string>& ids, std::size_t rows) {
    if (!ids.empty() && ids.size() != rows)
        throw Error(ErrorKind::Usage,
                    fmt::format("{} ids for {} rows of weights", ids.size(), rows));
}

std::string named(const std::vector<std::string>& ids, std::size_t row) {
    return ids.empty() ? fmt::format("row {}", row + 1) : ids[row];
}

} // namespace

Weights Weights::from_links(std::size_t rows, std::vector<Link> links,
                            std::vector<std::string> ids) {
    check_ids(ids, rows);
    std::vector<std::size_t> first(rows + 1);
    for (const Link& link : links) {
        if (link.from >= rows || link.to >= rows)
            throw Error(ErrorKind::Usage, fmt::format("a link leads from row {} to row {} of {}",
                                                      link.from + 1, link.to + 1, rows));
        if (!(link.value >= 0) || !std::isfinite(link.value))
            throw Error(ErrorKind::Usage,
                        fmt::format("the weight of the link from {} to {} is {}, not 0 or more",
                                    named(ids, link.from), named(ids, link.to), link.value),
                        {.hint = "weights say how much a neighbor counts; nobody counts less than "
                                 "not at all"});
    }
    std::erase_if(links, [](const Link& link) { return link.value == 0; });
    std::sort(links.begin(), links.end(), [](const Link& a, const Link& b) {
        return a.from != b.from ? a.from < b.from : a.to < b.to;
    });
    std::vector<std::uint32_t> neighbor;
    std::vector<double> value;
    neighbor.reserve(links.size());
    value.reserve(links.size());
    for (const Link& link : links) {
        ++first[link.from + 1];
        neighbor.push_back(link.to);
        value.push_back(link.value);
    }
    std::partial_sum(first.begin(), first.end(), first.begin());
    return from_rows(std::move(first), std::move(neighbor), std::move(value), std::move(ids));
}

Weights Weights::from_rows(std::vector<std::size_t> first, std::vector<std::uint32_t> neighbors,
                           std::vector<double> values, std::vector<std::string> ids) {
    Weights weights;
    weights.first_ = std::move(first);
    weights.neighbor_ = std::move(neighbors);
    weights.value_ = std::move(values);
    weights.ids_ = std::move(ids);
    weights.check();
    return weights;
}

void Weights::check() const {
    check_ids(ids_, size());
    for (std::size_t i = 0; i < size(); ++i)
        for (std::size_t at = first_[i]; at < first_[i + 1]; ++at) {
            const std::uint32_t j = neighbor_[at];
            if (j >= size())
                throw Error(
                    ErrorKind::Usage,
                    fmt::format("a link leads from row {} to row {} of {}", i + 1, j + 1, size()));
            if (j == i)
                throw Error(ErrorKind::Usage, named(ids_, i) + " is linked to itself",
                            {.hint = "leave such links out; G* counts the tract itself anyway"});
            if (at > first_[i] && neighbor_[at - 1] >= j)
                throw Error(ErrorKind::Usage, fmt::format("the link from {} to {} stands twice",
                                                          named(ids_, i), named(ids_, j)));
            if (!(value_[at] > 0) || !std::isfinite(value_[at]))
                throw Error(ErrorKind::Usage,
                            fmt::format("the weight of the link from {} to {} is {}, not above 0",
                                        named(ids_, i), named(ids_, j), value_[at]));
        }
}

std::size_t Weights::max_degree() const {
    std::size_t most = 0;
    for (std::size_t i = 0; i < size(); ++i)
        most = std::max(most, degree(i));
    return most;
}

double Weights::between(std::size_t from, std::size_t to) const {
    const auto row = neighbors(from);
    const auto found = std::lower_bound(row.begin(), row.end(), to);
    return found == row.end() || *found != to ? 0 : values(from)[found - row.begin()];
}

void Weights::set_ids(std::vector<std::string> ids) {
    check_ids(ids, size());
    ids_ = std::move(ids);
}

std::vector<std::uint32_t> Weights::islands() const {
    std::vector<std::uint32_t> found;
    for (std::size_t i = 0; i < size(); ++i)
        if (degree(i) == 0)
            found.push_back(static_cast<std::uint32_t>(i));
    return found;
}

bool Weights::symmetric() const {
    for (std::size_t i = 0; i < size(); ++i)
        for (std::size_t n = 0; n < degree(i); ++n)
            if (between(neighbors(i)[n], i) != values(i)[n])
                return false;
    return true;
}

namespace {

/// Rows one after another, each with its neighbors ascending.
struct RowWriter {
    std::vector<std::size_t> first{0};
    std::vector<std::uint32_t> neighbor;
    std::vector<double> value;

    void add(std::uint32_t to, double weight) {
        neighbor.push_back(to);
        value.push_back(weight);
    }
    void end_row() { first.push_back(neighbor.size()); }
    Weights finish(std::vector<std::string> ids) {
        return Weights::from_rows(std::move(first), std::move(neighbor), std::move(value),
                                  std::move(ids));
    }
};

} // namespace

Weights styled(const Weights& weights, Style style) {
    if (style == Style::AsGiven)
        return weights;
    RowWriter rows;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto values = weights.values(i);
        const double sum = std::accumulate(values.begin(), values.end(), 0.0);
        for (std::size_t n = 0; n < values.size(); ++n)
            rows.add(weights.neighbors(i)[n], style == Style::Binary ? 1 : values[n] / sum);
        rows.end_row();
    }
    return rows.finish(weights.ids());
}

Weights restricted(const Weights& weights, std::span<const char> keep) {
    if (keep.size() != weights.size())
        throw Error(ErrorKind::Internal, fmt::format("{} rows to choose from, weights have {}",
                                                     keep.size(), weights.size()));
    std::vector<std::uint32_t> number(keep.size());
    std::uint32_t kept = 0;
    for (std::size_t i = 0; i < keep.size(); ++i)
        number[i] = keep[i] ? kept++ : 0;
    RowWriter rows;
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < keep.size(); ++i) {
        if (!keep[i])
            continue;
        for (std::size_t n = 0; n < weights.degree(i); ++n)
            if (const std::uint32_t j = weights.neighbors(i)[n]; keep[j])
                rows.add(number[j], weights.values(i)[n]);
        rows.end_row();
        if (!weights.ids().empty())
            ids.push_back(weights.ids()[i]);
    }
    return rows.finish(std::move(ids));
}

namespace {

Weights transposed(const Weights& weights) {
    std::vector<std::size_t> first(weights.size() + 1);
    for (std::size_t i = 0; i < weights.size(); ++i)
        for (const std::uint32_t j : weights.neighbors(i))
            ++first[j + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<std::size_t> at(first.begin(), first.end() - 1);
    std::vector<std::uint32_t> neighbor(weights.links());
    std::vector<double> value(weights.links());
    for (std::size_t i = 0; i < weights.size(); ++i) // ascending, so every row becomes so
        for (std::size_t n = 0; n < weights.degree(i); ++n) {
            const std::size_t place = at[weights.neighbors(i)[n]]++;
            neighbor[place] = static_cast<std::uint32_t>(i);
            value[place] = weights.values(i)[n];
        }
    return Weights::from_rows(std::move(first), std::move(neighbor), std::move(value),
                              weights.ids());
}

} // namespace

Weights made_symmetric(const Weights& weights) {
    return united(weights, transposed(weights));
}

Weights united(const Weights& a, const Weights& b) {
    if (a.size() != b.size())
        throw Error(ErrorKind::Usage, fmt::format("weights of {} rows and of {} cannot be united",
                                                  a.size(), b.size()));
    RowWriter rows;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto left = a.neighbors(i), right = b.neighbors(i);
        for (std::size_t l = 0, r = 0; l < left.size() || r < right.size();) {
            if (r == right.size() || (l < left.size() && left[l] < right[r])) {
                rows.add(left[l], a.values(i)[l]);
                ++l;
            } else if (l == left.size() || right[r] < left[l]) {
                rows.add(right[r], b.values(i)[r]);
                ++r;
            } else {
                rows.add(left[l], std::max(a.values(i)[l], b.values(i)[r]));
                ++l, ++r;
            }
        }
        rows.end_row();
    }
    return rows.finish(a.ids().empty() ? b.ids() : a.ids());
}

Weights higher_order(const Weights& weights, std::size_t order, Lower lower) {
    if (order == 0)
        throw Error(ErrorKind::Usage, "neighbors of order 0 are the tracts themselves",
                    {.hint = "1 is the neighbors, 2 those of the neighbors"});
    constexpr std::uint32_t never = 0xFFFFFFFF;
    std::vector<std::uint32_t> seen_from(weights.size(), never);
    std::vector<std::uint32_t> reached;
    RowWriter rows;
    for (std::uint32_t i = 0; i < weights.size(); ++i) {
        reached.assign(1, i);
        seen_from[i] = i;
        std::size_t begin = 0, end = 1; // of the ring that was reached last
        for (std::size_t step = 0; step < order; ++step) {
            for (std::size_t at = begin; at < end; ++at)
                for (const std::uint32_t j : weights.neighbors(reached[at]))
                    if (seen_from[j] != i) {
                        seen_from[j] = i;
                        reached.push_back(j);
                    }
            begin = end;
            end = reached.size();
        }
        const auto from =
            reached.begin() + (lower == Lower::Included ? 1 : static_cast<std::ptrdiff_t>(begin));
        std::sort(from, reached.end());
        for (auto j = from; j != reached.end(); ++j)
            rows.add(*j, 1);
        rows.end_row();
    }
    return rows.finish(weights.ids());
}

Weights block(std::span<const std::uint32_t> group) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> members;
    for (std::uint32_t i = 0; i < group.size(); ++i)
        members[group[i]].push_back(i);
    RowWriter rows;
    for (std::uint32_t i = 0; i < group.size(); ++i) {
        for (const std::uint32_t j : members[group[i]])
            if (j != i)
                rows.add(j, 1);
        rows.end_row();
    }
    return rows.finish({});
}

} // namespace tractwise::spatial
