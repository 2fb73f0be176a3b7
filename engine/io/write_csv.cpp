// SPDX-License-Identifier: Apache-2.0
#include "engine/io/out_table.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/text.hpp"

namespace tractwise::io {
namespace {

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

/// Spreadsheets compute what begins so, also between quotes: a name that somebody typed becomes a
/// formula. Numbers are numbers.
bool would_be_computed(std::string_view text) {
    return !text.empty() &&
           std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos &&
           !parse_number(text);
}

void append_header(std::string& out, std::string_view name) {
    if (would_be_computed(name))
        append_quoted(out, "'" + std::string(name));
    else if (name.find_first_of(",\"\r\n;\t|") == std::string_view::npos)
        out += name;
    else
        append_quoted(out, name);
}

/// Texts are always quoted and numbers never: the quotes are what tells a reader that 01001020100
/// is no number.
void append_cell(std::string& out, const OutColumn& column, std::size_t row) {
    if (const auto* texts = std::get_if<std::vector<std::string>>(&column.values)) {
        const std::string& text = (*texts)[row];
        if (!text.empty())
            append_quoted(out, would_be_computed(text) ? "'" + text : text);
        return;
    }
    const double value = std::get<std::vector<double>>(column.values)[row];
    if (is_present(value))
        out += format_number(value);
}

} // namespace

void write_csv(const std::filesystem::path& target, const OutTable& table) {
    check_out_table(table);
    std::string out;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (c > 0)
            out += ',';
        append_header(out, table.columns[c].name);
    }
    out += '\n';
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t begin = out.size();
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            if (c > 0)
                out += ',';
            append_cell(out, table.columns[c], row);
        }
        if (out.size() == begin)
            out += "\"\""; // a lone missing value must not look like a blank line
        out += '\n';
    }
    write_text_file(target, out);
}

} // namespace tractwise::io
