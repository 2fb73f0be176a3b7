// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/table.hpp"
#include "engine/io/writers.hpp"

#include <initializer_list>
#include <string>

namespace tractwise::cli {

/// Error(Usage) where `out` is the same file as an input, under whatever name.
void refuse_own_input(const std::string& out, std::initializer_list<std::string> inputs);

/// A column of an input as it is written again: numbers where every filled cell is a plain number
/// whose text comes back exactly, else texts. Ids, ZIP codes and numbers of ten digits and more
/// stay texts.
io::OutColumn copied_column(const io::Table& table, std::size_t column);

} // namespace tractwise::cli
