// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/io/table.hpp>

#include <string>

namespace tractwise::io {

/// For `inspect` only: which column most likely holds census ids, "" where none does. Joining uses
/// tract/geoid.hpp.
std::string guess_id_column(const Table& table);

/// The census year of the tract boundaries that names of columns, layer and file speak of:
/// "2020 (column GEOID20)", "2010 (name cb_2018_17_tract_500k)", or "unknown: ...".
std::string guess_vintage(const Table& table, const std::string& layer, const std::string& path);

} // namespace tractwise::io
