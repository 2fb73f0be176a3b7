// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/table.hpp"
#include "engine/tract/tract_set.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tractwise::tract {

/// Which county each row lies in, from codes, names or postal letters, from the source's `county`,
/// or from the study's only county.
///
///     RowCounties counties(source, tracts);
///     counties.add(state_text, county_text);          // once a row, empty where the table has none
///     counties.resolve(table);                        // Error where the county cannot be told
///     counties.of(row);                               // "42101"; empty: elsewhere
///
/// A name ("Philadelphia", "Philadelphia County, Pennsylvania") is looked for among the counties of
/// the tracts. Where the tracts do not name theirs, one county and one name in the table belong
/// together. Errors: Error(Input) for rows without a county in a study of several, for names that
/// the tracts cannot answer or that fit two counties.
class RowCounties {
public:
    RowCounties(const io::SourceSpec& source, const TractSet* tracts);
    void reserve(std::size_t rows) { key_of_row_.reserve(rows); }
    void add(std::string_view state, std::string_view county);
    void add_none() { key_of_row_.push_back(kNone); } ///< a row that is no tract
    /// `column`: where the tracts of the rows stand, for messages.
    void resolve(const io::Table& table, const std::string& column);

    std::string_view of(std::size_t row) const {
        return key_of_row_[row] == kNone ? std::string_view() : keys_[key_of_row_[row]].code;
    }
    /// "Philadelphia County (42101), the only county of the study", where rows were given to it
    /// because nothing else was said; empty otherwise.
    const std::string& assumed() const { return assumed_; }
    std::size_t rows_assumed() const { return rows_assumed_; }
    std::size_t rows_elsewhere() const { return rows_elsewhere_; }
    /// Names of counties that the tracts do not have, for a finding.
    std::vector<std::string> names_elsewhere() const;

private:
    static constexpr std::uint32_t kNone = 0xffffffffU;
    struct Key {
        std::string state, county, code;
        std::size_t rows = 0;
        bool assumed = false;
    };
    void resolve(Key& key, const io::Table& table, const std::string& column);
    void resolve_name(Key& key, std::string_view state, const io::Table& table);
    void take_only_county(Key& key, std::string_view state, const io::Table& table,
                          const std::string& column);
    /// The county that rows without one belong to: the source's or the tracts' only one; or empty.
    std::string only_county() const;

    const io::SourceSpec& source_;
    const TractSet* tracts_;
    std::vector<Key> keys_;
    std::unordered_map<std::string, std::size_t> key_of_text_;
    std::vector<std::uint32_t> key_of_row_;
    std::size_t names_ = 0;   ///< different names of counties in the table
    bool any_county_ = false; ///< some rows say theirs: an empty cell then means "not known"
    std::string assumed_;
    std::size_t rows_assumed_ = 0, rows_elsewhere_ = 0;
};

} // namespace tractwise::tract
