// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/legend_table.hpp"

#include "engine/paper/fonts.hpp"
#include "engine/paper/measures.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::paper {
namespace {

constexpr double kRow = 13, kHeads = 11, kSwatchHigh = 10, kBetweenNumbers = 8, kAfterLabel = 5;
constexpr double kLeading = kText * 1.2;
constexpr Rgb kEdge{140, 140, 140};

Group cell(Role role, Words words) {
    Group group{.role = role, .alt = {}, .items = {}, .clip = {}};
    group.add({std::move(words)});
    return group;
}

class LegendTable {
public:
    LegendTable(Flow& flow, const std::vector<std::string>& heads,
                const std::vector<LegendEntry>& entries)
        : flow_(flow) {
        for (const std::string& head : heads)
            width_.push_back(width_of(head, kSmall, false));
        for (const LegendEntry& entry : entries)
            for (std::size_t n = 0; n < entry.numbers.size(); ++n)
                width_[n + 1] = std::max(width_[n + 1], width_of(entry.numbers[n], kText, false));
        write_heads(heads);
        for (const LegendEntry& entry : entries)
            write(entry);
        if (flow.into() != nullptr)
            flow.into()->add({std::move(table_)});
    }

private:
    /// Where the numbers of a column end.
    double edge(std::size_t column) const {
        double right = flow_.right();
        for (std::size_t c = width_.size() - 1; c > column; --c)
            right -= width_[c] + kBetweenNumbers;
        return right;
    }

    void write_heads(const std::vector<std::string>& heads) {
        flow_.place(kHeads, [&](Group&, double top) {
            Group row{.role = Role::Row, .alt = {}, .items = {}, .clip = {}};
            const double base = top + kText;
            for (std::size_t c = 0; c < heads.size(); ++c)
                row.add({cell(
                    Role::HeadCell,
                    c == 0 ? line_of({flow_.left(), base}, heads[c], kSmall, kMuted)
                           : line_of({edge(c), base}, heads[c], kSmall, kMuted, Anchor::End))});
            table_.add({std::move(row)});
        });
    }

    void write(const LegendEntry& entry) {
        const double right = width_.size() > 1 ? edge(1) - width_[1] - kAfterLabel : flow_.right();
        const std::vector<std::string> lines =
            wrapped(entry.label, kText, false, right - flow_.left() - entry.indent);
        const double height = kRow + kLeading * static_cast<double>(lines.size() - 1);
        flow_.place(height, [&](Group&, double top) {
            const double middle = top + kRow / 2, base = middle + kText * 0.36;
            Group row{.role = Role::Row, .alt = {}, .items = {}, .clip = {}};
            if (entry.mark)
                entry.mark(row, {flow_.left() + kSwatchWide / 2, middle});
            Group first{.role = Role::Cell, .alt = {}, .items = {}, .clip = {}};
            for (std::size_t i = 0; i < lines.size(); ++i)
                first.add({line_of(
                    {flow_.left() + entry.indent, base + kLeading * static_cast<double>(i)},
                    lines[i], kText)});
            row.add({std::move(first)});
            for (std::size_t n = 0; n < entry.numbers.size(); ++n)
                row.add({cell(Role::Cell, line_of({edge(n + 1), base}, entry.numbers[n], kText,
                                                  n == 0 ? kInk : kMuted, Anchor::End))});
            table_.add({std::move(row)});
        });
    }

    Flow& flow_;
    std::vector<double> width_;
    Group table_{.role = Role::Table, .alt = {}, .items = {}, .clip = {}};
};

} // namespace

void write_table(Flow& flow, const std::vector<std::string>& heads,
                 const std::vector<LegendEntry>& entries) {
    LegendTable(flow, heads, entries);
}

LegendMark swatch(Rgb fill, std::optional<Hatch> hatch) {
    return [=](Group& group, Spot at) {
        Shape shape = rectangle({at.x - kSwatchWide / 2, at.y - kSwatchHigh / 2,
                                 at.x + kSwatchWide / 2, at.y + kSwatchHigh / 2});
        shape.fill = fill;
        shape.hatch = hatch;
        shape.line = Line{kEdge, 0.4, 1};
        group.add({std::move(shape)});
    };
}

Shape rectangle(const Frame& frame) {
    Shape shape;
    shape.outline.begin();
    shape.outline.add({frame.left, frame.top});
    shape.outline.add({frame.right, frame.top});
    shape.outline.add({frame.right, frame.bottom});
    shape.outline.add({frame.left, frame.bottom});
    return shape;
}

Words line_of(Spot at, std::string text, double size, Rgb color, Anchor anchor, bool bold) {
    return {.at = at,
            .text = std::move(text),
            .size = size,
            .bold = bold,
            .color = color,
            .anchor = anchor,
            .halo = std::nullopt};
}

} // namespace tractwise::paper
