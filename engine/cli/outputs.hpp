// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/table.hpp"
#include "engine/io/writers.hpp"
#include "engine/study/study.hpp"

#include <cstddef>
#include <initializer_list>
#include <string>

#include <nlohmann/json_fwd.hpp>

namespace tractwise::cli {

/// Error(Usage) where `out` is the same file as an input, under whatever name.
void refuse_own_input(const std::string& out, std::initializer_list<std::string> inputs);

/// Error(Usage) where `out` ends in none of these.
void require_extension(const std::string& out, const char* option,
                       std::initializer_list<const char*> extensions);

/// The same for a study: its own file and those of its sources. Ends of `out` that are not among `ends`: Error(Usage), too.
void require_table_of(const study::Study& study, const std::string& study_file,
                      const std::string& out, std::initializer_list<const char*> ends);

/// A column of an input as it is written again: numbers where every filled cell is a plain number
/// whose text comes back exactly, else texts. Ids, ZIP codes and numbers of ten digits and more
/// stay texts.
io::OutColumn copied_column(const io::Table& table, std::size_t column);

/// One row of a table that is written, as `--json` prints it: texts, numbers, null for what is missing.
nlohmann::ordered_json row_json(const io::OutTable& table, std::size_t row);

} // namespace tractwise::cli
