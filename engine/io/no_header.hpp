// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/header_rows.hpp"

#include <span>
#include <string>

// Private to engine/io: files that begin with their data.

namespace tractwise::io {

/// What row `first` holds where it is a row of data and no column names ("a census id", "a place",
/// "numbers"); empty where it may be names. Judged by the rows below:
///
///     42101000101,1879     a census id above census ids
///     A,"39.95, -75.15"    a place above places
///     19104,Clinic A       in the first column, a code above codes of as many digits
///     39.95,-75.15         nothing but numbers above numbers
///
/// Names they are in a matrix (zone,10001,10002 above minutes), as years (2010,2015) and as numbers
/// of columns (0,1,2).
std::string data_instead_of_names(std::span<const GridRow> head, std::size_t first);

} // namespace tractwise::io
