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
#include <map>

namespace tractwise::layer {
namespace {

/// A column of shares is known by its largest value: percent columns exceed this.
constexpr double kLargestShare = 1.5;
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

class LayoutReader {
public:
    LayoutReader(const LayerFile& file, const LayerColumn& indicator, const Choice& choice,
                 RoleSources& sources, const LayerContext& in)
        : file_(file), indicator_(indicator), layout_(*choice.layout), choice_(choice),
          sources_(sources), in_(in) {}

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
        }
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
        report_out_of_range(column);
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
                parts.push_back({value, margins_[i]->reasons[t] == io::Missing::MarginControlled
                                            ? 0
                                            : margins_[i]->values[t]});
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
            const double km2 = in_.tracts.land_area_m2()[t] / 1e6;
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

    const LayerFile& file_;
    const LayerColumn& indicator_;
    const Layout& layout_;
    const Choice& choice_;
    RoleSources& sources_;
    const LayerContext& in_;
    std::vector<const RoleSources::Numbers*> estimates_, margins_;
    const RoleSources::Numbers* universe_ = nullptr;
    bool has_margins_ = false;
    bool percent_ = false;
};

tract::Column without_source(const LayerFile& file, const LayerColumn& indicator,
                             const RoleSources& sources, const LayerContext& in) {
    // A role that the study leaves out on purpose is no doubt about the data.
    if (!sources.empty())
        in.diagnostics.add(
            {Severity::Warning,
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
    for (const LayerColumn& indicator : file.indicators) {
        if (indicator.layouts.empty())
            continue;
        RoleSources& role = sources.at(indicator.role);
        const auto choice = choose(indicator, role);
        columns.push_back(choice ? LayoutReader(file, indicator, *choice, role, in).read()
                                 : without_source(file, indicator, role, in));
    }
    return columns;
}

} // namespace tractwise::layer
