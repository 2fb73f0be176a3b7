// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise {

/// One table of a TOML file that knows where each of its keys stands.
///
///     const ConfigTable study = ConfigTable::read("study.toml");
///     study.allow({"title", "region", "sources", "layers"});      // anything else: Error with a suggestion
///     const std::string title = study.text("title");              // missing or of another type: Error
///     const double limit = study.number("limit_m", 50'000);
///     for (const ConfigTable& s : study.tables("indicator")) ...
///
/// Every Error carries file:line:column. Reading a value never changes the table; copies are cheap.
class ConfigTable {
public:
    ConfigTable(); ///< an empty table
    static ConfigTable read(const std::filesystem::path& file);
    static ConfigTable parse(std::string_view text, std::string name);

    /// Error(Usage) on the first key that is not in `known`, with the nearest known key.
    void allow(const std::vector<std::string>& known) const;

    bool has(std::string_view key) const;
    bool empty() const;
    std::vector<std::string> keys() const; ///< in file order

    std::string text(std::string_view key) const; ///< required
    std::string text(std::string_view key, std::string fallback) const;
    double number(std::string_view key) const; ///< required; integers are numbers too
    double number(std::string_view key, double fallback) const;
    int integer(std::string_view key) const;
    int integer(std::string_view key, int fallback) const;
    bool flag(std::string_view key, bool fallback) const;
    std::optional<double> number_if(std::string_view key) const;
    std::optional<std::string> text_if(std::string_view key) const;
    /// A list of texts; a single text counts as a list of one; absent is empty.
    std::vector<std::string> texts(std::string_view key) const;
    std::vector<double> numbers(std::string_view key) const;
    bool is_text(std::string_view key) const;
    bool is_number(std::string_view key) const;
    bool is_list(std::string_view key) const;
    bool is_table(std::string_view key) const;

    ConfigTable
    table(std::string_view key) const; ///< absent is an empty table; another type is an Error
    std::vector<ConfigTable>
    tables(std::string_view key) const; ///< array of tables; absent is empty
    /// A list of lists of numbers, as in `rows = [[0, 1], [2, 3]]`.
    std::vector<std::vector<double>> number_rows(std::string_view key) const;

    /// The same table without these keys, at the same place in the file.
    ConfigTable without(const std::vector<std::string>& keys) const;

    /// This table as TOML; equal content gives equal text.
    std::string to_toml() const;
    /// The same as [header], with its own tables as [header.NAME].
    std::string to_toml(std::string_view header) const;
    friend bool operator==(const ConfigTable& a, const ConfigTable& b) {
        return a.to_toml() == b.to_toml();
    }

    std::string where() const; ///< "study.toml:12:1"
    std::string
    where(std::string_view key) const; ///< of the key's value, or of the table if absent
    const std::string& file() const;   ///< as given to read() or parse()

    /// Error(Usage) at this key.
    [[noreturn]] void fail(std::string_view key, std::string message, std::string hint = {}) const;
    /// The value at `key` must be one of `choices`; returns its place. Absent: `fallback`.
    std::size_t choice(std::string_view key, const std::vector<std::string>& choices,
                       std::size_t fallback) const;

private:
    struct Node;
    explicit ConfigTable(std::shared_ptr<const Node> node) : node_(std::move(node)) {}
    std::shared_ptr<const Node> node_;
};

/// A TOML basic string with everything escaped that needs it, quotes included.
std::string toml_quote(std::string_view text);

} // namespace tractwise
