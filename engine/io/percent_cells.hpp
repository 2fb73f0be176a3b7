// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/table.hpp"

#include <string>

// Private to engine/io: cells of spreadsheets that are shown with a percent sign.

namespace tractwise::io {

/// A number as a format with a percent sign shows it, with all its digits: 0.302 is "30.2%". The
/// spreadsheet stores 0.302, and a person reads 30.2. Marks of missing values (-999, -666666666) stay
/// as they are stored.
std::string percent_text(double value);

/// Finding "percent-mixed" for each column in which some numbers have the sign and others do not.
void report_mixed_percents(const Table& table, const std::string& source, Diagnostics& diagnostics);

} // namespace tractwise::io
