// SPDX-License-Identifier: Apache-2.0
#include "layers/designations/list_coverage.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/tract/renumbered.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::layers {
namespace {

/// A list of one vintage beside tracts of another: this share of its tracts stands in a tract that
/// was split or merged since.
constexpr double kOtherBoundaries = 0.005;

std::string some(const std::set<std::string>& codes) {
    std::vector<std::string> first(codes.begin(), codes.end());
    const std::size_t all = first.size();
    if (all > 6)
        first.resize(6);
    return join(first, ", ") + (all > 6 ? fmt::format(" and {} more", all - 6) : "");
}

} // namespace

void Coverage::add(const ListedArea& area, const std::string& state) {
    if (!state.empty())
        states.insert(state);
    if (!area.code.empty())
        counties.insert(area.code.substr(0, 5));
    has_facilities = has_facilities || area.kind == ListedArea::Kind::Facility;
}

bool Coverage::one_county() const {
    return states.size() == 1 && counties.size() == 1 && !has_facilities;
}

void Coverage::tell(AreaFlags& flags) const {
    for (const std::string& place : places())
        flags.covers(place);
}

void report_coverage(const AreaFlags& flags, const Coverage& coverage, const std::string& what,
                     const io::SourceSpec& spec, const layer::LayerContext& in) {
    std::set<std::string> states;
    for (const std::string& geoid : in.tracts.geoids())
        states.insert(geoid.substr(0, coverage.one_county() ? 5 : 2));
    const char* kind = coverage.one_county() ? "county" : "states";
    if (flags.not_covered() == in.tracts.size())
        throw Error(
            ErrorKind::Input,
            fmt::format("\"{}\" lists {} of {} {} only; the study's tracts lie in {}, so it "
                        "cannot say that they are not listed",
                        spec.id, what, kind, some(coverage.places()), some(states)),
            {.where = io::where_of(spec),
             .hint = "take the list of the study's state, or the national one"});
    if (flags.not_covered() > 0)
        in.diagnostics.add(
            {Severity::Warning,
             "list-of-other-places",
             spec.id,
             fmt::format("the list has {} of {} {} only, so tracts elsewhere are missing and not "
                         "\"no\"",
                         what, kind, some(coverage.places())),
             flags.not_covered(),
             {}});
    in.diagnostics.add(
        {Severity::Note,
         "members-only",
         spec.id,
         fmt::format("the list holds members only: {} of {} tracts are listed as {}, {} "
                     "are not and count as no",
                     flags.yes(), in.tracts.size(), what, flags.no()),
         1,
         {}});
    if (!flags.counties_in_parts().empty() && flags.undecided() > 0)
        in.diagnostics.add(
            {Severity::Warning,
             "part-of-county-listed",
             spec.id,
             fmt::format(
                 "{}: the list names county subdivisions, or counties under codes of another "
                 "time, without their tracts; tracts there that are not listed themselves "
                 "are missing",
                 what),
             flags.undecided(),
             {flags.counties_in_parts().begin(), flags.counties_in_parts().end()}});
}

Strangers::Strangers(const tract::TractSet& tracts) : tracts_(tracts) {
    for (const tract::County& county : tracts.counties())
        counties_.insert(county.code);
}

bool Strangers::in_region(const ListedArea& area) const {
    return counties_.contains(std::string_view(area.code).substr(0, 5));
}

void Strangers::add(const ListedArea& area, const std::vector<std::uint32_t>& tracts) {
    for (const std::uint32_t t : tracts)
        if (!tracts_.geoid(t).starts_with(area.code))
            renumbered_.insert({area.kind == ListedArea::Kind::Tract
                                    ? area.code
                                    : tract::other_id(tracts_.geoid(t)),
                                tracts_.geoid(t)});
    if (area.kind != ListedArea::Kind::Tract || !in_region(area))
        return;
    ++listed_;
    if (!tracts.empty())
        return;
    unknown_.insert(area.code);
    // The first four digits of a tract's number outlive a split.
    const auto next =
        std::lower_bound(tracts_.geoids().begin(), tracts_.geoids().end(), area.code.substr(0, 9));
    if (next != tracts_.geoids().end() && next->starts_with(area.code.substr(0, 9)))
        split_.insert(area.code);
}

void Strangers::report(const io::SourceSpec& spec, bool one_vintage, const layer::LayerContext& in,
                       tract::JoinAudit& audit) const {
    tract::require_vintage(spec, tracts_, listed_ - unknown_.size(), listed_);
    audit.unmatched_rows.assign(unknown_.begin(), unknown_.end());
    if (one_vintage && !spec.vintage &&
        static_cast<double>(split_.size()) > kOtherBoundaries * static_cast<double>(listed_))
        throw Error(
            ErrorKind::Input,
            fmt::format("\"{}\" lists {} tracts under numbers that the study has only with other "
                        "last digits ({}): it seems to be of other tract boundaries than the "
                        "study's of {}",
                        spec.id, split_.size(), some(split_), tracts_.vintage()),
            {.where = io::where_of(spec),
             .hint = fmt::format("take the list of a year with boundaries of {0}; if the list has "
                                 "them, declare vintage = {0} in this source",
                                 tracts_.vintage())});
    tract::RenumberedRows brought(spec.id);
    for (const auto& [code, tract] : renumbered_)
        brought.add(code, tract);
    brought.report(in.diagnostics);
    if (!unknown_.empty())
        in.diagnostics.add({Severity::Warning,
                            "row-without-tract",
                            spec.id,
                            std::string("listed tracts of the study's counties are none of its "
                                        "tracts; they are not used") +
                                (spec.vintage || !one_vintage
                                     ? ""
                                     : "; where the study has whole counties, the list is of other "
                                       "tract boundaries, and its \"no\" is not sure"),
                            unknown_.size(),
                            {unknown_.begin(), unknown_.end()}});
}

} // namespace tractwise::layers
