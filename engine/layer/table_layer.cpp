// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/table_layer.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/layer/layer_columns.hpp"
#include "engine/layer/margins.hpp"
#include "engine/layer/role_sources.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <span>

namespace tractwise::layer {
namespace {

/// A column of shares is known by its largest value: percent columns exceed this.
constexpr double kLargestShare = 1.5;
/// No estimate of a tract comes near it.
constexpr double kLargestMargin = 1e9;
/// Percent cells are printed with one decimal, so a sum of two may pass 100 by a tenth.
constexpr double kRoundingOfPercent = 0.0015;

/// A layout with the place of each of its columns.
struct Choice {
    const Layout* layout;
    std::vector<RoleSources::Place> places; ///< in the order of Layout::columns()
};

std::optional<Choice> choose(const LayerColumn& indicator, const RoleSources& sources) {
    for (const Layout& layout : indicator.layouts)
        if (auto places = sources.find_all(layout.columns(), layout.codes_of))
            return Choice{&layout, std::move(*places)};
    // A cell that stands in the file under another label, or whose code nobody can tell, must not
    // pass for one that is not there.
    for (const Layout& layout : indicator.layouts)
        if (auto refusal = sources.refusal(layout.columns(), layout.codes_of))
            throw std::move(*refusal);
    return std::nullopt;
}

/// The layout with the columns that were read in place of those of its year.
Layout as_read(const Layout& layout, const std::vector<std::string>& names) {
    Layout read = layout;
    std::size_t at = 0;
    for (auto* columns : {&read.of, &read.less, &read.over, &read.minus})
        for (std::string& column : *columns)
            column = names[at++];
    return read;
}

/// A sum or difference of columns in one tract.
struct Term {
    Estimate estimate{0, kNaN};
    io::Missing reason = io::Missing::None;
};

/// Counts by what they are the sum of: columns that share a whole share its numbers.
using CountsByFormula = std::map<std::string, std::shared_ptr<const tract::Counts>>;

class LayoutReader {
public:
    LayoutReader(const LayerFile& file, const LayerColumn& indicator, const Choice& choice,
                 RoleSources& sources, CountsByFormula& counts, const LayerContext& in)
        : file_(file), indicator_(indicator), layout_(*choice.layout), choice_(choice),
          sources_(sources), counts_(counts), in_(in) {}

    tract::Column read() {
        std::vector<std::string> names = layout_.columns();
        has_margins_ = true;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const RoleSources::Place at = choice_.places[i];
            estimates_.push_back(&sources_.numbers(at, names[i], layout_.codes_of));
            const auto place = sources_.margin_of(at, names[i]);
            const std::string margin = tract::margin_column(names[i]).value_or(std::string());
            if (layout_.codes_of != 0)
                names[i] = sources_.name_of(at);
            has_margins_ = has_margins_ && place.has_value();
            if (has_margins_)
                margins_.push_back(&sources_.numbers(*place, margin, layout_.codes_of));
            if (counts())
                sources_.refuse_percent(at);
        }
        if (!layout_.limits.empty())
            has_margins_ = read_limits();
        if (!layout_.zero_when.empty())
            if (const auto at = sources_.find_in(choice_.places.front().source, layout_.zero_when))
                universe_ = &sources_.numbers(*at, layout_.zero_when);
        percent_ = layout_.percent || (layout_.share_or_percent && guess_percent());

        const std::size_t tracts = in_.tracts.size();
        tract::Column column{indicator_.info, std::vector<double>(tracts, kNaN), {}, {}};
        column.info.vintage = in_.tracts.vintage();
        column.info.formula = as_read(layout_, names).formula();
        column.info.source = source_text();
        if (has_margins_)
            column.margin.assign(tracts, kNaN);
        for (std::size_t t = 0; t < tracts; ++t)
            read_tract(t, column);
        read_counts(column, names);
        report_out_of_range(column);
        report_limits(column);
        report_margins();
        if (!layout_.note.empty())
            in_.diagnostics.add({Severity::Warning,
                                 "other-definition",
                                 source_id(),
                                 indicator_.info.name + ": " + layout_.note,
                                 1,
                                 {}});
        return column;
    }

private:
    std::string source_id() const { return sources_.spec(choice_.places.front().source).id; }

    /// Whether the columns count something; shares are made of two that do.
    bool counts() const {
        const std::string& unit = indicator_.info.unit;
        return !layout_.over.empty() || unit == "people" || unit == "households" ||
               unit == "housing units";
    }

    /// A file publishes all its shares in one unit, so its columns are judged together: one with
    /// small percents only would otherwise pass for shares of 1.
    bool guess_percent() {
        const std::size_t source = choice_.places.front().source;
        double largest = 0;
        for (const LayerColumn& sibling : file_.indicators)
            for (const Layout& layout : sibling.layouts)
                if (sibling.role == indicator_.role && layout.share_or_percent)
                    if (const auto at = sources_.find_in(source, layout.of.front()))
                        largest = std::max(largest, sources_.largest(*at));
        const bool percent = largest > kLargestShare;
        const bool plain = percent || largest <= 1;
        if (largest == 0)
            return false; // nothing but zeros and blanks: the same in either unit
        in_.diagnostics.add({plain ? Severity::Note : Severity::Warning,
                             "unit-guessed",
                             source_id(),
                             std::string("share columns were read as ") +
                                 (percent ? "percent" : "shares of 1") +
                                 ": their largest value in the file is " + format_number(largest),
                             1,
                             {layout_.of.front()}});
        return percent;
    }

    std::string source_text() const {
        std::vector<std::string> titles;
        for (const RoleSources::Place& place : choice_.places) {
            const std::string title = sources_.title(place.source);
            if (std::find(titles.begin(), titles.end(), title) == titles.end())
                titles.push_back(title);
        }
        const std::string text = join(titles, " + ");
        return layout_.from.empty() ? text : text + " (" + layout_.from + ")";
    }

    /// False where the source of the column does not have its limits.
    bool read_limits() {
        using Content = RoleSources::Content;
        const bool in_one = layout_.limits.size() == 1;
        const auto limit = [&](const std::string& column, Content content) {
            const auto at = sources_.find_in(choice_.places.front().source, column);
            return at ? &sources_.numbers(*at, column, 0, in_one ? content : Content::Number)
                      : nullptr;
        };
        low_limit_ = limit(layout_.limits.front(), Content::LowLimit);
        high_limit_ = limit(layout_.limits.back(), Content::HighLimit);
        return low_limit_ && high_limit_;
    }

    double margin_of(std::size_t column, double value, std::size_t t) const {
        if (low_limit_)
            return moe_of_limits(value, low_limit_->values[t], high_limit_->values[t]);
        return margin_in(*margins_[column], t);
    }
    /// A controlled estimate has no sampling error.
    static double margin_in(const RoleSources::Numbers& margins, std::size_t t) {
        if (margins.reasons[t] == io::Missing::MarginControlled)
            return 0;
        const double margin = margins.values[t];
        return margin >= 0 && margin <= kLargestMargin ? margin : kNaN;
    }

    /// Adds columns [first, first + plus) and subtracts the next `minus` in tract t.
    Term combine(std::size_t first, std::size_t plus, std::size_t minus, std::size_t t) const {
        Term term;
        std::vector<Estimate> parts;
        for (std::size_t i = first; i < first + plus + minus; ++i) {
            const double value = estimates_[i]->values[t];
            if (std::isnan(value)) {
                const io::Missing reason = estimates_[i]->reasons[t];
                return {{kNaN, kNaN}, reason == io::Missing::None ? io::Missing::Empty : reason};
            }
            term.estimate.value += i < first + plus ? value : -value;
            // "250,000+" keeps its mark as long as it is copied; inside a sum it is only a number.
            if (plus + minus == 1)
                term.reason = estimates_[i]->reasons[t];
            if (has_margins_)
                parts.push_back({value, margin_of(i, value, t)});
        }
        if (has_margins_)
            term.estimate.moe = moe_of_sum(parts);
        return term;
    }

    void read_tract(std::size_t t, tract::Column& column) const {
        const std::size_t above = layout_.of.size() + layout_.less.size();
        Term result = combine(0, layout_.of.size(), layout_.less.size(), t);
        if (std::isnan(result.estimate.value))
            return column.set_missing(t, result.reason);
        if (universe_ && universe_->values[t] == 0)
            return column.set_missing(t, io::Missing::ZeroDenominator);
        if (!layout_.over.empty()) {
            const Term whole = combine(above, layout_.over.size(), layout_.minus.size(), t);
            if (std::isnan(whole.estimate.value))
                return column.set_missing(t, whole.reason);
            if (whole.estimate.value <= 0)
                return column.set_missing(t, io::Missing::ZeroDenominator);
            result.estimate = {result.estimate.value / whole.estimate.value,
                               layout_.part_of_whole
                                   ? moe_of_proportion(result.estimate, whole.estimate)
                                   : moe_of_ratio(result.estimate, whole.estimate)};
            result.reason = io::Missing::None;
        }
        double divisor = percent_ ? 100 : 1;
        if (layout_.per_km2) {
            const double km2 = in_.tracts.land_area_m2(t) / 1e6;
            if (!(km2 > 0))
                return column.set_missing(t, io::Missing::ZeroDenominator);
            divisor *= km2;
        }
        result.estimate.value /= divisor;
        if (layout_.complement)
            result.estimate.value = 1 - result.estimate.value;
        column.values[t] = result.estimate.value;
        if (has_margins_)
            column.margin[t] = result.estimate.moe / divisor;
        if (result.reason != io::Missing::None) {
            column.reasons.resize(column.values.size(), io::Missing::None);
            column.reasons[t] = result.reason;
        }
    }

    /// What areas are summed from.
    void read_counts(tract::Column& column, const std::vector<std::string>& names) {
        if (indicator_.info.unit != "share")
            return;
        if (!layout_.over.empty() && layout_.part_of_whole) {
            const std::size_t of = layout_.of.size(), less = layout_.less.size();
            const std::span<const std::string> all(names);
            column.part = counts_once(all.subspan(0, of), all.subspan(of, less),
                                      [&](std::size_t t) { return combine(0, of, less, t); });
            const std::size_t over = layout_.over.size(), minus = layout_.minus.size();
            column.whole =
                counts_once(all.subspan(of + less, over), all.subspan(of + less + over, minus),
                            [&](std::size_t t) { return combine(of + less, over, minus, t); });
        } else if (layout_.part.empty() && !layout_.whole.empty()) {
            column.whole = published_counts(layout_.whole);
            if (column.whole)
                column.part = part_from(column);
        } else if (!layout_.part.empty() && !layout_.complement) {
            column.part = published_counts(layout_.part);
            if (column.part)
                column.whole =
                    layout_.whole.empty() ? whole_from(column) : published_counts(layout_.whole);
        }
        column.complement = layout_.complement && !layout_.over.empty();
        if (column.part && column.whole)
            column.info.pooling = tract::Pooling::Ratio;
        else
            column.part = column.whole = nullptr;
    }

    std::shared_ptr<const tract::Counts> counts_once(std::span<const std::string> plus,
                                                     std::span<const std::string> minus,
                                                     const std::function<Term(std::size_t)>& term) {
        const std::string name = source_id() + ": " + join(plus, " + ") +
                                 (minus.empty() ? "" : " - ") + join(minus, " - ");
        auto& known = counts_[name];
        if (known)
            return known;
        auto made = std::make_shared<tract::Counts>();
        for (std::size_t t = 0; t < in_.tracts.size(); ++t) {
            const Estimate estimate = term(t).estimate;
            made->values.push_back(estimate.value);
            if (has_margins_)
                made->margin.push_back(estimate.moe);
        }
        return known = std::move(made);
    }

    /// The sum of columns that stand in the same source; null where one does not.
    std::shared_ptr<const tract::Counts> published_counts(const std::vector<std::string>& columns) {
        const std::size_t source = choice_.places.front().source;
        std::vector<const RoleSources::Numbers*> values, margins;
        for (const std::string& column : columns) {
            const auto at = sources_.find_in(source, column, layout_.codes_of);
            if (!at)
                return nullptr;
            values.push_back(&sources_.numbers(*at, column, layout_.codes_of));
            if (const auto margin = sources_.margin_of(*at, column))
                margins.push_back(&sources_.numbers(
                    *margin, tract::margin_column(column).value_or(""), layout_.codes_of));
        }
        const bool with_margins = margins.size() == values.size();
        return counts_once(columns, {}, [&](std::size_t t) {
            Term term;
            std::vector<Estimate> parts;
            for (std::size_t i = 0; i < values.size(); ++i)
                parts.push_back(
                    {values[i]->values[t], with_margins ? margin_in(*margins[i], t) : kNaN});
            for (const Estimate& part : parts)
                term.estimate.value += part.value;
            term.estimate.moe = moe_of_sum(parts);
            return term;
        });
    }

    /// How many of a whole a published share is. Without a margin: shares that are published without
    /// their counts come out of a model, whose error neighboring tracts have in common. Sums that take
    /// errors for independent would make it small.
    static std::shared_ptr<const tract::Counts> part_from(const tract::Column& column) {
        auto part = std::make_shared<tract::Counts>();
        for (std::size_t t = 0; t < column.values.size(); ++t)
            part->values.push_back(column.values[t] * column.whole->values[t]);
        return part;
    }

    /// What a published share is a share of: its part over the share. Where the share is 0, what is
    /// like the whole, as much larger or smaller as it is in the other tracts together. The margin is
    /// not known and taken as 0, which makes that of the area's share larger, never smaller.
    std::shared_ptr<const tract::Counts> whole_from(const tract::Column& column) {
        const auto like = published_counts(layout_.whole_like);
        if (!like)
            return nullptr;
        auto whole = std::make_shared<tract::Counts>();
        const std::size_t tracts = column.values.size();
        whole->values.assign(tracts, kNaN);
        whole->margin.assign(tracts, 0);
        double told = 0, alike = 0;
        for (std::size_t t = 0; t < tracts; ++t)
            if (column.values[t] > 0 && column.part->values[t] > 0) {
                whole->values[t] = column.part->values[t] / column.values[t];
                told += whole->values[t];
                alike += like->values[t];
            }
        for (std::size_t t = 0; t < tracts; ++t)
            if (std::isnan(whole->values[t]) && !std::isnan(column.values[t]) && alike > 0)
                whole->values[t] = like->values[t] * told / alike;
        return whole;
    }

    void report_out_of_range(const tract::Column& column) const {
        if (!indicator_.low)
            return;
        const double slack = percent_ ? kRoundingOfPercent : 1e-9;
        Finding finding{Severity::Warning,
                        "out-of-range",
                        source_id(),
                        indicator_.info.name + " lies outside " + format_number(*indicator_.low) +
                            " to " + format_number(*indicator_.high) + "; the values are kept",
                        0,
                        {}};
        for (std::size_t t = 0; t < column.values.size(); ++t) {
            const double value = column.values[t];
            if (std::isnan(value) ||
                (value >= *indicator_.low - slack && value <= *indicator_.high + slack))
                continue;
            ++finding.count;
            if (finding.examples.size() < Finding::kMaxExamples)
                finding.examples.push_back(in_.tracts.geoid(t) + ": " + format_number(value));
        }
        if (finding.count > 0)
            in_.diagnostics.add(std::move(finding));
    }

    /// Limits that lie on one side of their estimate are of another one, or mistyped.
    void report_limits(const tract::Column& column) const {
        if (!low_limit_)
            return;
        Finding finding{Severity::Warning,
                        "estimate-outside-limits",
                        source_id(),
                        "estimates do not lie between their limits; they are kept without a margin",
                        0,
                        {}};
        for (std::size_t t = 0; t < column.values.size(); ++t) {
            if (std::isnan(column.values[t]) || !std::isnan(column.margin[t]) ||
                std::isnan(low_limit_->values[t]) || std::isnan(high_limit_->values[t]))
                continue;
            ++finding.count;
            if (finding.examples.size() < Finding::kMaxExamples)
                finding.examples.push_back(layout_.of.front() + " of " + in_.tracts.geoid(t));
        }
        if (finding.count > 0)
            in_.diagnostics.add(std::move(finding));
    }

    /// A margin below 0, or larger than any estimate, is another column or a typing error.
    void report_margins() const {
        Finding finding{Severity::Warning,
                        "out-of-range",
                        source_id(),
                        indicator_.info.name +
                            ": margins are below 0 or larger than any estimate; they count as not "
                            "known",
                        0,
                        {}};
        for (const RoleSources::Numbers* margins : margins_)
            for (std::size_t t = 0; t < margins->values.size(); ++t) {
                if (std::isnan(margins->values[t]) || !std::isnan(margin_in(*margins, t)))
                    continue;
                ++finding.count;
                if (finding.examples.size() < Finding::kMaxExamples)
                    finding.examples.push_back(in_.tracts.geoid(t) + ": " +
                                               format_number(margins->values[t]));
            }
        if (finding.count > 0)
            in_.diagnostics.add(std::move(finding));
    }

    const LayerFile& file_;
    const LayerColumn& indicator_;
    const Layout& layout_;
    const Choice& choice_;
    RoleSources& sources_;
    CountsByFormula& counts_;
    const LayerContext& in_;
    std::vector<const RoleSources::Numbers*> estimates_, margins_;
    const RoleSources::Numbers *low_limit_ = nullptr,
                               *high_limit_ = nullptr; ///< of the only column
    const RoleSources::Numbers* universe_ = nullptr;
    bool has_margins_ = false;
    bool percent_ = false;
};

bool varies(const LayerFile& file, const std::string& role) {
    return std::any_of(
        file.info.needs.begin(), file.info.needs.end(),
        [&](const LayerInfo::Need& need) { return need.role == role && need.varies; });
}

tract::Column without_source(const LayerFile& file, const LayerColumn& indicator,
                             const RoleSources& sources, const LayerContext& in) {
    // A role that the study leaves out on purpose is no doubt about the data.
    if (!sources.empty())
        in.diagnostics.add(
            {varies(file, indicator.role) ? Severity::Note : Severity::Warning,
             "indicator-without-source",
             file.info.id,
             sources.names() +
                 " has none of the columns that these indicators are read from, so they are "
                 "missing everywhere; the codebook says which tables have them",
             1,
             {indicator.info.name}});
    std::vector<std::string> ways;
    for (const Layout& layout : indicator.layouts)
        ways.push_back(layout.from);
    tract::Column column =
        make_column(file, in, indicator.info.name, std::vector<double>(in.tracts.size(), kNaN),
                    io::Missing::NoSource);
    column.info.source = "not in the study; can be read from " + join(ways, ", or ");
    return column;
}

} // namespace

void FileLayer::read_tables(const LayerContext& in) const {
    read_indicators(file_, in);
}

LayerResult TableLayer::measure(const LayerContext& in) const {
    return {read_indicators(file(), in), {}, {}};
}

std::vector<std::string> sources_of_role(const LayerFile& file, const LayerContext& in,
                                         std::string_view role) {
    std::vector<std::string> ids = in.options.texts(role);
    for (const LayerInfo::Need& need : file.info.needs) {
        if (need.role != role)
            continue;
        if (ids.empty() && need.required)
            in.options.fail(role,
                            "layer \"" + file.info.id + "\" needs " + need.role + ": " + need.what,
                            need.role + " = \"<source id>\"");
        if (ids.size() > 1 && !need.several)
            in.options.fail(role,
                            "layer \"" + file.info.id + "\" takes one source as " + need.role);
    }
    return ids;
}

std::vector<tract::Column> read_indicators(const LayerFile& file, const LayerContext& in) {
    std::map<std::string, RoleSources> sources;
    for (const LayerInfo::Need& need : file.info.needs) {
        const bool read_as_table =
            std::any_of(file.indicators.begin(), file.indicators.end(), [&](const LayerColumn& i) {
                return i.role == need.role && !i.layouts.empty();
            });
        if (read_as_table)
            sources.try_emplace(need.role, in, sources_of_role(file, in, need.role));
    }
    std::vector<tract::Column> columns;
    CountsByFormula counts;
    for (const LayerColumn& indicator : file.indicators) {
        if (indicator.layouts.empty())
            continue;
        RoleSources& role = sources.at(indicator.role);
        const auto choice = choose(indicator, role);
        columns.push_back(choice ? LayoutReader(file, indicator, *choice, role, counts, in).read()
                                 : without_source(file, indicator, role, in));
    }
    return columns;
}

} // namespace tractwise::layer
