// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/writers.hpp"
#include "engine/study/results.hpp"
#include "engine/tract/tract_table.hpp"

#include <string>
#include <string_view>
#include <vector>

// Private to engine/report: the columns of indices.csv with what the codebook says of them, so that
// neither can have one that the other lacks.

namespace tractwise::report {

struct DescribedColumn {
    tract::ColumnInfo info;
    decltype(io::OutColumn::values) values;
    bool is_text() const { return std::holds_alternative<std::vector<std::string>>(values); }
};

/// Puts columns side by side; a name that is there already keeps its first place.
class DescribedColumns {
public:
    enum class Margins { Beside, Left };         ///< COLUMN_moe, or none
    enum class Missing { Noted, SaidElsewhere }; ///< in the column `missing`, or not

    explicit DescribedColumns(std::size_t rows) : notes_(rows) {}

    void add_text(std::string name, std::string label, std::vector<std::string> cells,
                  std::string source = {});
    void add(const tract::Column& column, Margins margins, Missing missing);
    /// The last column: why cells are empty, row by row, "column=reason; column=reason".
    void add_missing();
    std::vector<DescribedColumn> take() { return std::move(columns_); }

private:
    bool has(std::string_view name) const;
    std::vector<DescribedColumn> columns_;
    std::vector<std::string> notes_;
};

/// All of a study, as tract_frame() writes them (frames.hpp).
std::vector<DescribedColumn> tract_columns(const study::Results& results);

/// As a table to write: the label says the unit.
std::vector<io::OutColumn> out_columns(std::vector<DescribedColumn> columns);

/// Why rows have no score, as text; empty where they have one.
std::vector<std::string> reason_texts(const index::IndexResult& index);
constexpr const char* kReasonLabel = "Why the area is not ranked; empty where it is";

} // namespace tractwise::report
