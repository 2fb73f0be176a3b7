// SPDX-License-Identifier: Apache-2.0
#include "engine/io/json_table.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::io {
namespace {

using Json = nlohmann::ordered_json; // objects keep the order of their keys

bool is_scalar(const Json& value) {
    return !value.is_array() && !value.is_object();
}

std::string cell_of_json(const Json& value) {
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_null())
        return {};
    if (value.is_number_float())
        return format_number(value.get<double>());
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

class JsonTable {
public:
    JsonTable(const TextOrigin& origin, Diagnostics& diagnostics)
        : origin_(origin), diagnostics_(diagnostics) {}

    Table read(const Json& root) {
        if (looks_like_rows(root))
            return read_tables({&root});
        const bool tables = !root.empty() && std::all_of(root.begin(), root.end(), looks_like_rows);
        if (tables) {
            std::vector<const Json*> parts;
            for (const Json& part : root)
                parts.push_back(&part);
            return read_tables(parts);
        }
        if (!root.empty() &&
            std::all_of(root.begin(), root.end(), [](const Json& v) { return v.is_object(); }))
            return read_objects(root);
        Table table(origin_.file, {"value"});
        flatten(root, table);
        return table;
    }

private:
    [[noreturn]] void fail(std::string message, std::string hint = {}) const {
        throw Error(ErrorKind::Input, std::move(message),
                    {.where = origin_.file, .hint = std::move(hint)});
    }

    /// An array of arrays of values whose first one holds only texts: names, then rows.
    static bool looks_like_rows(const Json& value) {
        if (!value.is_array() || value.empty())
            return false;
        for (const Json& row : value)
            if (!row.is_array() || !std::all_of(row.begin(), row.end(), is_scalar))
                return false;
        const Json& names = value.front();
        return !names.empty() && std::all_of(names.begin(), names.end(), [](const Json& name) {
            return name.is_string() && !parse_number(name.get_ref<const std::string&>());
        });
    }

    Table read_tables(const std::vector<const Json*>& parts) {
        const Json& header = parts.front()->front();
        std::vector<std::string> names;
        for (const Json& name : header)
            names.push_back(cell_of_json(name));
        make_names_unique(names, origin_.source, diagnostics_);
        Table table(origin_.file, std::move(names));
        for (const Json* part : parts) {
            if (part->front() != header)
                fail("its parts have different column names",
                     "split the file: one request to the Census API per file");
            for (std::size_t r = 1; r < part->size(); ++r)
                add_row((*part)[r], table);
        }
        return table;
    }

    void add_row(const Json& row, Table& table) {
        if (row.size() != table.columns().size())
            fail(fmt::format("row {} has {} values, the first row names {} columns",
                             table.rows() + 1, row.size(), table.columns().size()),
                 "was the download cut off?");
        std::vector<std::string> texts;
        for (const Json& value : row)
            texts.push_back(cell_of_json(value));
        table.add_row(std::vector<std::string_view>(texts.begin(), texts.end()));
    }

    Table read_objects(const Json& root) {
        std::vector<std::string> names;
        std::map<std::string, std::size_t> place;
        for (const Json& object : root)
            for (const auto& [key, value] : object.items())
                if (place.emplace(key, names.size()).second)
                    names.push_back(key);
        Table table(origin_.file, names);
        for (const Json& object : root) {
            std::vector<std::string> texts(names.size());
            for (const auto& [key, value] : object.items())
                texts[place.at(key)] = cell_of_json(value);
            table.add_row(std::vector<std::string_view>(texts.begin(), texts.end()));
        }
        return table;
    }

    void flatten(const Json& value, Table& table) {
        if (value.is_object())
            fail(
                "mixes objects with lists of values",
                "expected rows as the Census API writes them, a list of objects, or a list of ids");
        if (is_scalar(value)) {
            const std::string text = cell_of_json(value);
            const std::string_view cell = text;
            table.add_row({&cell, 1});
            return;
        }
        for (const Json& inner : value)
            flatten(inner, table);
    }

    const TextOrigin& origin_;
    Diagnostics& diagnostics_;
};

/// How deep brackets nest, texts aside. Known before parsing, because walking the result is
/// recursive.
std::size_t depth_of(const std::string& text) {
    std::size_t depth = 0;
    std::size_t deepest = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\' && quoted)
            ++i;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '[' || c == '{'))
            deepest = std::max(deepest, ++depth);
        else if (!quoted && (c == ']' || c == '}') && depth > 0)
            --depth;
    }
    return deepest;
}

} // namespace

Table read_json_table(std::string bytes, const TextOrigin& origin, Diagnostics& diagnostics) {
    make_utf8(bytes, origin, diagnostics);
    constexpr std::size_t deepest =
        32; // no honest table nests deeper; a hostile one exhausts the stack
    if (depth_of(bytes) > deepest)
        throw Error(ErrorKind::Input, "nests lists too deeply to be a table",
                    {.where = origin.file});
    Json root;
    try {
        root = Json::parse(bytes);
    } catch (const Json::parse_error& broken) {
        const std::size_t at = std::min<std::size_t>(broken.byte, bytes.size());
        const auto line =
            1 + std::count(bytes.begin(), bytes.begin() + static_cast<long>(at), '\n');
        throw Error(ErrorKind::Input, fmt::format("is not valid JSON (near byte {})", broken.byte),
                    {.where = fmt::format("{}:{}", origin.file, line),
                     .hint = "was the download cut off?"});
    } catch (const Json::exception& broken) { // e.g. a number beyond double
        throw Error(ErrorKind::Input, fmt::format("is not valid JSON: {}", broken.what()),
                    {.where = origin.file});
    }
    bytes.clear();
    bytes.shrink_to_fit();
    if (!root.is_array())
        throw Error(ErrorKind::Input, "is JSON, but neither a list of rows nor map features",
                    {.where = origin.file,
                     .hint = "GeoJSON and TopoJSON files hold \"FeatureCollection\" or "
                             "\"Topology\" in their first object"});
    return JsonTable(origin, diagnostics).read(root);
}

} // namespace tractwise::io
