// SPDX-License-Identifier: Apache-2.0
#include "engine/core/config.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace tractwise {

// `root` keeps the parsed file alive while any of its tables is in use; `table` points into it.
struct ConfigTable::Node {
    std::shared_ptr<const toml::table> root;
    const toml::table* table;
    std::string file;
};

namespace {

std::string position(const std::string& file, const toml::source_region& region) {
    if (region.begin.line == 0)
        return file;
    return fmt::format("{}:{}:{}", file, region.begin.line, region.begin.column);
}

/// A key of more parts than this ("a.b.c") is refused: tables would lie in tables until the stack ends,
/// also when they are taken away again. Those of studies have four at most.
constexpr std::size_t kMostKeyParts = 16;

/// Where a key of too many parts ends, if there is one; texts and comments may have any dots.
std::optional<std::size_t> too_deep_key(std::string_view text) {
    std::size_t parts = 1;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '#') {
            at = std::min(text.find('\n', at), text.size()) - 1;
        } else if (c == '"' || c == '\'') {
            const std::string_view long_mark = c == '"' ? "\"\"\"" : "'''";
            const bool is_long = text.substr(at, 3) == long_mark;
            const std::string_view mark = is_long ? long_mark : long_mark.substr(0, 1);
            at += mark.size();
            while (at < text.size() && text.substr(at, mark.size()) != mark)
                at += c == '"' && text[at] == '\\' ? 2 : 1;
            at += mark.size() - 1;
        } else if (c == '.') {
            if (++parts > kMostKeyParts)
                return at;
        } else if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_' && c != '-' &&
                   c != ' ' && c != '\t') {
            parts = 1;
        }
    }
    return std::nullopt;
}

void refuse_deep_keys(std::string_view text, const std::string& name) {
    if (const auto at = too_deep_key(text)) {
        const std::string_view before = text.substr(0, *at);
        throw Error(ErrorKind::Usage,
                    fmt::format("is not valid TOML: a key has more than {} parts", kMostKeyParts),
                    {.where = fmt::format("{}:{}:{}", name,
                                          1 + std::count(before.begin(), before.end(), '\n'),
                                          *at - (before.rfind('\n') + 1) + 1),
                     .hint = "see data/studies for examples"});
    }
}

} // namespace

ConfigTable ConfigTable::read(const std::filesystem::path& file) {
    return parse(read_text_file(file), file.string());
}

ConfigTable ConfigTable::parse(std::string_view text, std::string name) {
    refuse_deep_keys(text, name);
    try {
        auto root = std::make_shared<const toml::table>(toml::parse(text, name));
        const toml::table* table = root.get();
        return ConfigTable(
            std::make_shared<const Node>(Node{std::move(root), table, std::move(name)}));
    } catch (const toml::parse_error& e) {
        throw Error(
            ErrorKind::Usage, "is not valid TOML: " + std::string(e.description()),
            {.where = position(name, e.source()),
             .hint = "text needs quotes, lists need commas; see data/studies for examples"});
    }
}

ConfigTable::ConfigTable() {
    static const auto empty = std::make_shared<const toml::table>();
    node_ = std::make_shared<const Node>(Node{empty, empty.get(), "(no file)"});
}

const std::string& ConfigTable::file() const {
    return node_->file;
}

void ConfigTable::allow(const std::vector<std::string>& known) const {
    for (const auto& [key, value] : *node_->table) {
        const std::string name(key.str());
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw Error(ErrorKind::Usage, fmt::format("unknown key \"{}\"", name),
                        {.where = position(file(), key.source()), .hint = suggestion(name, known)});
    }
}

bool ConfigTable::has(std::string_view key) const {
    return node_->table->contains(key);
}

bool ConfigTable::empty() const {
    return node_->table->empty();
}

std::vector<std::string> ConfigTable::keys() const {
    std::vector<std::pair<toml::source_position, std::string>> placed;
    for (const auto& [key, value] : *node_->table)
        placed.emplace_back(key.source().begin, std::string(key.str()));
    std::stable_sort(placed.begin(), placed.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> names;
    for (auto& [where, name] : placed)
        names.push_back(std::move(name));
    return names;
}

ConfigTable ConfigTable::without(const std::vector<std::string>& keys) const {
    auto rest = std::make_shared<toml::table>(*node_->table);
    for (const std::string& key : keys)
        rest->erase(key);
    const toml::table* table = rest.get();
    return ConfigTable(std::make_shared<const Node>(Node{std::move(rest), table, node_->file}));
}

std::string ConfigTable::to_toml() const {
    std::ostringstream text;
    text << *node_->table;
    return std::move(text).str();
}

std::string ConfigTable::to_toml(std::string_view header) const {
    toml::table whole;
    whole.insert(header, *node_->table);
    std::ostringstream text;
    text << whole;
    return std::move(text).str() + "\n";
}

std::string ConfigTable::where() const {
    return position(node_->file, node_->table->source());
}

std::string ConfigTable::where(std::string_view key) const {
    const toml::node* value = node_->table->get(key);
    return value != nullptr ? position(file(), value->source()) : where();
}

void ConfigTable::fail(std::string_view key, std::string message, std::string hint) const {
    throw Error(ErrorKind::Usage, std::move(message),
                {.where = where(key), .hint = std::move(hint)});
}

namespace {

std::string type_name(const toml::node& node) {
    if (node.is_string())
        return "text";
    if (node.is_number())
        return "a number";
    if (node.is_boolean())
        return "true or false";
    if (node.is_array())
        return "a list";
    if (node.is_table())
        return "a table";
    return "a date or time";
}

} // namespace

std::optional<std::string> ConfigTable::text_if(std::string_view key) const {
    const toml::node* node = node_->table->get(key);
    if (node == nullptr)
        return std::nullopt;
    if (const auto value = node->value_exact<std::string>())
        return *value;
    fail(key, fmt::format("\"{}\" must be text, but is {}", key, type_name(*node)),
         "put it in quotes");
}

std::string ConfigTable::text(std::string_view key) const {
    if (auto value = text_if(key))
        return *value;
    fail(key, fmt::format("\"{}\" is missing", key), fmt::format("add {} = \"...\"", key));
}

std::string ConfigTable::text(std::string_view key, std::string fallback) const {
    return text_if(key).value_or(std::move(fallback));
}

std::optional<double> ConfigTable::number_if(std::string_view key) const {
    const toml::node* node = node_->table->get(key);
    if (node == nullptr)
        return std::nullopt;
    if (const auto whole = node->value_exact<std::int64_t>())
        return static_cast<double>(*whole); // also beyond 2^53
    if (node->is_number())
        return node->value<double>();
    fail(key, fmt::format("\"{}\" must be a number, but is {}", key, type_name(*node)));
}

double ConfigTable::number(std::string_view key) const {
    if (const auto value = number_if(key))
        return *value;
    fail(key, fmt::format("\"{}\" is missing", key), fmt::format("add {} = a number", key));
}

double ConfigTable::number(std::string_view key, double fallback) const {
    return number_if(key).value_or(fallback);
}

int ConfigTable::integer(std::string_view key) const {
    const double value = number(key);
    constexpr int most = std::numeric_limits<int>::max();
    if (!(std::abs(value) <= most))
        fail(key, fmt::format("\"{}\" must be a whole number of at most {}", key, most));
    if (value != static_cast<int>(value))
        fail(key, fmt::format("\"{}\" must be a whole number", key));
    return static_cast<int>(value);
}

int ConfigTable::integer(std::string_view key, int fallback) const {
    return has(key) ? integer(key) : fallback;
}

bool ConfigTable::flag(std::string_view key, bool fallback) const {
    const toml::node* node = node_->table->get(key);
    if (node == nullptr)
        return fallback;
    if (const auto value = node->value_exact<bool>())
        return *value;
    fail(key, fmt::format("\"{}\" must be true or false, but is {}", key, type_name(*node)));
}

std::vector<std::string> ConfigTable::texts(std::string_view key) const {
    const toml::node* node = node_->table->get(key);
    if (node == nullptr)
        return {};
    if (node->is_string())
        return {*node->value_exact<std::string>()};
    const toml::array* list = node->as_array();
    if (list == nullptr)
        fail(key, fmt::format("\"{}\" must be a list of texts, but is {}", key, type_name(*node)));
    std::vector<std::string> values;
    for (const toml::node& item : *list) {
        const auto value = item.value_exact<std::string>();
        if (!value)
            throw Error(
                ErrorKind::Usage,
                fmt::format("\"{}\" must hold only texts, but holds {}", key, type_name(item)),
                {.where = position(file(), item.source()), .hint = "put it in quotes"});
        values.push_back(*value);
    }
    return values;
}

namespace {

std::vector<double> read_numbers(const toml::array& list, std::string_view key,
                                 const std::string& file) {
    std::vector<double> values;
    for (const toml::node& item : list) {
        if (!item.is_number())
            throw Error(
                ErrorKind::Usage,
                fmt::format("\"{}\" must hold only numbers, but holds {}", key, type_name(item)),
                {.where = position(file, item.source()), .hint = {}});
        values.push_back(*item.value<double>());
    }
    return values;
}

} // namespace

std::vector<double> ConfigTable::numbers(std::string_view key) const {
    const toml::node* node = node_->table->get(key);
    if (node == nullptr)
        return {};
    if (node->is_number())
        return {*node->value<double>()};
    const toml::array* list = node->as_array();
    if (list == nullptr)
        fail(key,
             fmt::format("\"{}\" must be a list of numbers, but is {}", key, type_name(*node)));
    return read_numbers(*list, key, file());
}

std::vector<std::vector<double>> ConfigTable::number_rows(std::string_view key) const {
    const toml::node* node = node_->table->get(key);
    if (node == nullptr)
        return {};
    const toml::array* list = node->as_array();
    if (list == nullptr)
        fail(key, fmt::format("\"{}\" must be a list of rows, but is {}", key, type_name(*node)));
    std::vector<std::vector<double>> rows;
    for (const toml::node& item : *list) {
        if (!item.is_array())
            throw Error(ErrorKind::Usage,
                        fmt::format("\"{}\" must hold only rows such as [0, 1]", key),
                        {.where = position(file(), item.source()), .hint = {}});
        rows.push_back(read_numbers(*item.as_array(), key, file()));
    }
    return rows;
}

bool ConfigTable::is_text(std::string_view key) const {
    const toml::node* node = node_->table->get(key);
    return node != nullptr && node->is_string();
}

bool ConfigTable::is_number(std::string_view key) const {
    const toml::node* node = node_->table->get(key);
    return node != nullptr && node->is_number();
}

bool ConfigTable::is_list(std::string_view key) const {
    const toml::node* node = node_->table->get(key);
    return node != nullptr && node->is_array();
}

bool ConfigTable::is_table(std::string_view key) const {
    const toml::node* node = node_->table->get(key);
    return node != nullptr && node->is_table();
}

ConfigTable ConfigTable::table(std::string_view key) const {
    const toml::node* node = node_->table->get(key);
    if (node == nullptr)
        return {};
    if (!node->is_table())
        fail(key, fmt::format("\"{}\" must be a table, but is {}", key, type_name(*node)),
             fmt::format("write [{}] on a line of its own", key));
    return ConfigTable(
        std::make_shared<const Node>(Node{node_->root, node->as_table(), node_->file}));
}

std::vector<ConfigTable> ConfigTable::tables(std::string_view key) const {
    const toml::node* node = node_->table->get(key);
    if (node == nullptr)
        return {};
    const toml::array* list = node->as_array();
    if (list == nullptr)
        fail(key, fmt::format("\"{}\" must be a list of tables, but is {}", key, type_name(*node)),
             fmt::format("write [[{}]] for each", key));
    std::vector<ConfigTable> items;
    for (const toml::node& item : *list) {
        if (!item.is_table())
            throw Error(ErrorKind::Usage, fmt::format("\"{}\" must hold only tables", key),
                        {.where = position(file(), item.source()),
                         .hint = fmt::format("write [[{}]] for each", key)});
        items.push_back(ConfigTable(
            std::make_shared<const Node>(Node{node_->root, item.as_table(), node_->file})));
    }
    return items;
}

std::size_t ConfigTable::choice(std::string_view key, const std::vector<std::string>& choices,
                                std::size_t fallback) const {
    const auto value = text_if(key);
    if (!value)
        return fallback;
    const auto found = std::find(choices.begin(), choices.end(), *value);
    if (found == choices.end())
        fail(key, fmt::format("\"{}\" is not a known {}", *value, key),
             suggestion(*value, choices));
    return static_cast<std::size_t>(found - choices.begin());
}

std::string toml_quote(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\', quoted += c;
        else if (static_cast<unsigned char>(c) < 0x20)
            quoted += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        else
            quoted += c;
    }
    return quoted + '"';
}

} // namespace tractwise
