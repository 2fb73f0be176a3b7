// SPDX-License-Identifier: Apache-2.0
#include "engine/io/table_view.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// What a column or row of the view holds, and the letters at the end of its names.
struct Measure {
    std::string_view words, letters;
};
constexpr std::array<Measure, 4> kMeasures{{{"Estimate", "E"},
                                            {"Margin of Error", "M"},
                                            {"Percent", "PE"},
                                            {"Percent Margin of Error", "PM"}}};

const Measure* measure_of(std::string_view words) {
    const auto found = std::find_if(kMeasures.begin(), kMeasures.end(),
                                    [&](const Measure& m) { return m.words == words; });
    return found == kMeasures.end() ? nullptr : &*found;
}

/// A text without blanks at its ends, also those that must not break, and how many stood before.
struct Indented {
    std::string_view text;
    std::size_t depth = 0;
};
Indented indented(std::string_view text) {
    constexpr std::string_view hard_blank = "\xC2\xA0";
    Indented result{text};
    for (;;) {
        if (result.text.starts_with(hard_blank))
            result.text.remove_prefix(hard_blank.size());
        else if (!result.text.empty() && (result.text[0] == ' ' || result.text[0] == '\t'))
            result.text.remove_prefix(1);
        else
            break;
        ++result.depth;
    }
    result.text = trim(result.text);
    while (result.text.ends_with(hard_blank))
        result.text = trim(result.text.substr(0, result.text.size() - hard_blank.size()));
    return result;
}

std::vector<std::string> parts_of(std::string_view name) {
    std::vector<std::string> parts;
    for (;;) {
        const auto at = name.find("!!");
        parts.emplace_back(indented(name.substr(0, at)).text);
        if (at == std::string_view::npos)
            return parts;
        name.remove_prefix(at + 2);
    }
}

bool is_label_column(std::string_view name) {
    const std::string lower = to_lower(indented(name).text);
    return lower == "label (grouping)" || lower == "label";
}

[[noreturn]] void refuse(const Table& view, const std::string& why) {
    throw Error(ErrorKind::Input,
                "this is the table view of data.census.gov, and it cannot be turned into rows: " +
                    why,
                {.where = view.name(),
                 .hint = "on data.census.gov download the table as a zip, and give the zip or the "
                         "-Data.csv in it"});
}

/// One line of the view: its labels from the outermost on.
struct Line {
    std::vector<std::string> path;
};
/// One of the columns that every geography has.
struct ColumnKind {
    std::string group;                ///< of subject tables: "Percent below poverty level"
    const Measure* measure = nullptr; ///< null in decennial tables, which hold counts only
    friend bool operator<(const ColumnKind& a, const ColumnKind& b) {
        return std::tie(a.group, a.measure) < std::tie(b.group, b.measure);
    }
};

/// The view taken apart: where the value of a line of a kind stands for each geography.
struct View {
    std::vector<Line> lines;
    std::vector<ColumnKind> kinds;
    struct Area {
        std::string name;
        std::map<ColumnKind, std::vector<std::string_view>> values; ///< by line
    };
    std::vector<Area> areas;
};

/// Labels stand below each other, deeper ones belong to what stands above.
class Paths {
public:
    std::vector<std::string> add(std::string_view label) {
        const Indented line = indented(label);
        while (!open_.empty() && open_.back().first >= line.depth)
            open_.pop_back();
        open_.emplace_back(line.depth, std::string(line.text));
        std::vector<std::string> path;
        for (const auto& [depth, text] : open_)
            path.push_back(text);
        return path;
    }

private:
    std::vector<std::pair<std::size_t, std::string>> open_;
};

View::Area& area_called(View& view, std::map<std::string, std::size_t>& places,
                        const std::string& name) {
    const auto [place, is_new] = places.emplace(name, view.areas.size());
    if (is_new)
        view.areas.push_back({name, {}});
    return view.areas[place->second];
}

/// "Area!!Estimate", "Area!!Group!!Estimate", or the area alone.
std::pair<std::string, ColumnKind> area_and_kind(const Table& view, std::string_view name) {
    std::vector<std::string> parts = parts_of(name);
    ColumnKind kind;
    if (parts.size() > 1) {
        kind.measure = measure_of(parts.back());
        if (kind.measure == nullptr)
            refuse(view,
                   fmt::format("\"{}\" ends neither in Estimate nor in Margin of Error", name));
        parts.pop_back();
    }
    for (std::size_t p = 1; p < parts.size(); ++p)
        kind.group += (p > 1 ? "!!" : "") + parts[p];
    if (parts.front().empty())
        refuse(view, fmt::format("\"{}\" names no area", name));
    return {parts.front(), kind};
}

void add_values(const Table& table, View& view, std::map<std::string, std::size_t>& places,
                const std::string& area, const ColumnKind& kind,
                std::vector<std::string_view> values) {
    if (!area_called(view, places, area).values.emplace(kind, std::move(values)).second)
        refuse(table, fmt::format("\"{}\" is there twice", area));
    if (places.size() == 1)
        view.kinds.push_back(kind);
}

View take_apart(const Table& table) {
    View view;
    Paths paths;
    std::map<std::string, std::size_t> places;
    std::vector<std::size_t> rows; // that hold values
    std::size_t depth = indented(table.cell(0, 0)).depth, step = 0;
    if (depth > 0)
        refuse(table, fmt::format("\"{}\" is indented, so lines above it are hidden",
                                  indented(table.cell(0, 0)).text));
    for (std::size_t r = 0; r < table.rows(); ++r) {
        const Indented line = indented(table.cell(r, 0));
        if (step == 0)
            step = line.depth;
        if (line.depth > depth + step)
            refuse(table, fmt::format("{} (\"{}\") is indented too far, so a line above it is "
                                      "hidden",
                                      table.row_name(r), line.text));
        depth = line.depth;
        std::vector<std::string> path = paths.add(table.cell(r, 0));
        bool values = false;
        for (std::size_t c = 1; c < table.columns().size(); ++c)
            values = values || !is_blank(table.cell(r, c));
        if (!values)
            continue; // a heading, such as SEX AND AGE
        if (path.back().empty())
            refuse(table, table.row_name(r) + " has values and no label");
        rows.push_back(r);
        view.lines.push_back({std::move(path)});
    }
    for (std::size_t c = 1; c < table.columns().size(); ++c) {
        const auto [area, kind] = area_and_kind(table, table.columns()[c]);
        std::vector<std::string_view> values;
        for (const std::size_t r : rows)
            values.push_back(table.cell(r, c));
        add_values(table, view, places, area, kind, std::move(values));
    }
    return view;
}

/// The other way round: an area stands over its rows of estimates and margins, or before them.
View take_apart_transposed(const Table& table) {
    View view;
    Paths paths;
    std::map<std::string, std::size_t> places;
    std::set<std::string_view> seen;
    for (std::size_t c = 1; c < table.columns().size(); ++c) {
        std::string_view label = table.columns()[c];
        // Labels may repeat; as column names they were numbered.
        if (const auto mark = label.rfind('_'); mark != std::string_view::npos &&
                                                seen.contains(label.substr(0, mark)) &&
                                                parse_number(label.substr(mark + 1)))
            label = label.substr(0, mark);
        seen.insert(label);
        view.lines.push_back(
            {label.find("!!") == std::string_view::npos ? paths.add(label) : parts_of(label)});
        std::erase(view.lines.back().path, std::string());
    }
    std::string area, group;
    std::size_t depth = 0;
    for (std::size_t r = 0; r < table.rows(); ++r) {
        const Indented cell = indented(table.cell(r, 0));
        std::vector<std::string_view> values;
        bool filled = false;
        for (std::size_t c = 1; c < table.columns().size(); ++c) {
            values.push_back(table.cell(r, c));
            filled = filled || !is_blank(values.back());
        }
        if (!filled) {
            if (area.empty() || cell.depth <= depth) {
                area = cell.text;
                depth = cell.depth;
                group.clear();
            } else {
                group = cell.text;
            }
            continue;
        }
        if (const Measure* measure = measure_of(cell.text)) {
            if (area.empty())
                refuse(table, table.row_name(r) + " belongs to no area");
            add_values(table, view, places, area, {group, measure}, std::move(values));
        } else {
            const auto [own, kind] = area_and_kind(table, cell.text);
            add_values(table, view, places, own, kind, std::move(values));
        }
    }
    // Columns of headings hold nothing.
    for (std::size_t line = view.lines.size(); line-- > 0;) {
        bool filled = false;
        for (const View::Area& one : view.areas)
            for (const auto& [kind, values] : one.values)
                filled = filled || !is_blank(values[line]);
        if (filled)
            continue;
        view.lines.erase(view.lines.begin() + static_cast<long>(line));
        for (View::Area& one : view.areas)
            for (auto& [kind, values] : one.values)
                values.erase(values.begin() + static_cast<long>(line));
    }
    return view;
}

bool is_transposed(const Table& table) {
    std::size_t rows = 0;
    for (std::size_t r = 0; r < table.rows(); ++r) {
        const std::string_view text = indented(table.cell(r, 0)).text;
        const auto last = text.rfind("!!");
        rows +=
            measure_of(last == std::string_view::npos ? text : text.substr(last + 2)) != nullptr;
    }
    return rows > 0 && rows * 2 >= table.rows();
}

std::string column_name(const std::string& id, const std::vector<std::string>& groups,
                        const ColumnKind& kind, std::size_t line) {
    const std::string_view letters = kind.measure ? kind.measure->letters : "N";
    if (id.starts_with("DP"))
        return fmt::format("{}_{:04}{}", id, line, letters);
    if (id.starts_with("S")) {
        const auto at = std::find(groups.begin(), groups.end(), kind.group) - groups.begin();
        return fmt::format("{}_C{:02}_{:03}{}", id, at + 1, line, letters);
    }
    return fmt::format("{}_{:03}{}", id, line, letters);
}

std::string label_of_column(const ColumnKind& kind, const Line& line) {
    std::string label(kind.measure ? kind.measure->words : std::string_view());
    for (const std::string& part : line.path)
        label += (label.empty() ? "" : "!!") + part;
    if (kind.group.empty())
        return label;
    const std::string_view words = kind.measure ? kind.measure->words : std::string_view();
    return label.insert(words.size(), "!!" + kind.group);
}

/// "±186" is a margin of 186.
std::string_view without_sign(std::string_view value) {
    value = indented(value).text;
    for (const std::string_view sign : {"\xC2\xB1", "+/-"})
        if (value.starts_with(sign))
            value.remove_prefix(sign.size());
    return value;
}

} // namespace

bool is_table_view(const Table& table) {
    if (table.columns().size() < 2 || table.rows() == 0)
        return false;
    const bool labeled = is_label_column(table.columns().front());
    const bool across =
        std::all_of(table.columns().begin() + 1, table.columns().end(), [](const auto& name) {
            const auto last = name.rfind("!!");
            return last != std::string::npos &&
                   measure_of(indented(std::string_view(name).substr(last + 2)).text) != nullptr;
        });
    if (across || (labeled && is_transposed(table)))
        return true;
    if (labeled) // "Label" may stand over anything; the longer name over nothing else
        return to_lower(indented(table.columns().front()).text) == "label (grouping)";
    return is_transposed(table) &&
           (is_blank(table.cell(0, 1)) || table.cell(0, 0).find("!!") != std::string_view::npos);
}

std::optional<HeaderRows> table_view_header(std::span<const GridRow> head) {
    constexpr std::size_t looked_at = 12;
    for (std::size_t r = 1; r < std::min(head.size(), looked_at); ++r) {
        std::size_t measures = 0;
        bool others = false;
        for (std::size_t c = 1; c < head[r].size(); ++c) {
            const std::string_view text = indented(head[r][c]).text;
            measures += measure_of(text) != nullptr;
            others = others || (!text.empty() && measure_of(text) == nullptr);
        }
        if (measures == 0 || others)
            continue;
        std::size_t first = r - 1; // the areas; subject tables have their groups between
        if (filled_cells(head[first]) == 0)
            return std::nullopt;
        if (first > 0 && filled_cells(head[first - 1]) > 0 && head[first - 1].size() > 1 &&
            head[first - 1].size() <= head[r].size() &&
            std::any_of(head[first - 1].begin() + 1, head[first - 1].end(),
                        [](std::string_view cell) { return !is_blank(cell); }))
            --first;
        HeaderRows header{first, r, std::vector<std::string>(head[r].size()), {}};
        for (std::size_t above = first; above <= r; ++above) {
            std::string_view last;
            for (std::size_t c = 1; c < header.names.size(); ++c) {
                const bool own = c < head[above].size() && !is_blank(head[above][c]);
                const bool new_area =
                    above > first && c < head[first].size() && !is_blank(head[first][c]);
                last = own                      ? indented(head[above][c]).text
                       : new_area || above == r ? std::string_view()
                                                : last;
                if (!last.empty())
                    header.names[c] += (header.names[c].empty() ? "" : "!!") + std::string(last);
            }
        }
        header.names[0] = "Label (Grouping)";
        return header;
    }
    return std::nullopt;
}

std::string census_table_id(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::size_t>, 11> prefixes{{{"DP", 1},
                                                                                        {"PCT", 1},
                                                                                        {"HCT", 1},
                                                                                        {"PCO", 1},
                                                                                        {"B", 5},
                                                                                        {"C", 5},
                                                                                        {"S", 4},
                                                                                        {"K", 6},
                                                                                        {"P", 1},
                                                                                        {"H", 1},
                                                                                        {"PL", 1}}};
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const char c = at < text.size() ? text[at] : ' ';
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            continue;
        const std::string_view word = text.substr(begin, at - begin);
        begin = at + 1;
        for (const auto& [prefix, least] : prefixes) {
            if (!word.starts_with(prefix))
                continue;
            std::size_t end = prefix.size();
            while (end < word.size() && word[end] >= '0' && word[end] <= '9')
                ++end;
            const std::size_t digits = end - prefix.size();
            const std::size_t letters = word.size() - end; // "B01001A", "B01001APR"
            if (digits >= least && digits <= std::max<std::size_t>(least, 2) && letters <= 3 &&
                std::none_of(word.begin() + static_cast<long>(end), word.end(),
                             [](char d) { return d >= '0' && d <= '9'; }))
                return std::string(word);
        }
    }
    return {};
}

Table rows_of_table_view(const Table& table, const std::string& table_id, const std::string& source,
                         Diagnostics& diagnostics) {
    const View view = is_transposed(table) ? take_apart_transposed(table) : take_apart(table);
    if (view.lines.empty() || view.areas.empty())
        refuse(table, "it holds no values");
    for (const View::Area& area : view.areas)
        if (area.values.size() != view.kinds.size() ||
            std::any_of(view.kinds.begin(), view.kinds.end(),
                        [&](const ColumnKind& kind) { return !area.values.contains(kind); }))
            refuse(table, fmt::format("\"{}\" does not have the columns that \"{}\" has", area.name,
                                      view.areas.front().name));
    std::vector<std::string> groups;
    for (const ColumnKind& kind : view.kinds)
        if (std::find(groups.begin(), groups.end(), kind.group) == groups.end())
            groups.push_back(kind.group);
    if (groups.size() > 1 && !table_id.empty() && !table_id.starts_with("S"))
        refuse(table, fmt::format("table {} has no groups of columns such as \"{}\"", table_id,
                                  groups.back()));

    std::vector<std::string> names{"NAME"}, labels{"Geographic Area Name"};
    for (std::size_t line = 0; line < view.lines.size(); ++line)
        for (const ColumnKind& kind : view.kinds) {
            labels.push_back(label_of_column(kind, view.lines[line]));
            names.push_back(table_id.empty() ? labels.back()
                                             : column_name(table_id, groups, kind, line + 1));
        }
    Table rows(table.name(), names);
    rows.set_labels(labels);
    std::vector<std::string_view> cells;
    for (const View::Area& area : view.areas) {
        cells.assign(1, area.name);
        for (std::size_t line = 0; line < view.lines.size(); ++line)
            for (const ColumnKind& kind : view.kinds)
                cells.push_back(without_sign(area.values.find(kind)->second[line]));
        rows.add_row(cells);
    }
    std::vector<std::string> examples;
    for (std::size_t c = 1; c < std::min<std::size_t>(names.size(), 1 + Finding::kMaxExamples); ++c)
        examples.push_back(fmt::format("{} is \"{}\"", names[c], labels[c]));
    const std::string what = fmt::format(
        "this is the table view of data.census.gov: its {} areas became rows and its {} "
        "lines columns",
        view.areas.size(), view.lines.size());
    if (table_id.empty())
        diagnostics.add({Severity::Warning, "table-view", source,
                         what +
                             " called by their labels, because neither the file's name nor a "
                             "sheet says which table it is: keep the name that data.census.gov "
                             "gave it (ACSDT5Y2020.B08201-...), or give the -Data.csv of the zip",
                         view.areas.size(), std::move(examples)});
    else
        diagnostics.add(
            {Severity::Note, "table-view", source,
             fmt::format("{}, numbered from the first as table {} (a line hidden on the web page "
                         "would shift the numbers: compare the labels); the -Data.csv of the "
                         "zip holds the same with ids",
                         what, table_id),
             view.areas.size(), std::move(examples)});
    return rows;
}

} // namespace tractwise::io
