// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include <pybind11/pybind11.h>

namespace tractwise::python {

/// The parts of the module `tractwise._engine`, one a file. It is the seam to the engine and is
/// called by the Python files in python/tractwise only, which check arguments and explain themselves.
void add_errors();
void add_study(pybind11::module_& module);
void add_plain_table(pybind11::module_& module);
void add_spatial(pybind11::module_& module);

/// Paths as Python has them, as text.
using Folders = std::vector<std::string>;
std::vector<std::filesystem::path> paths(const Folders& folders);

/// What the engine says in the words of the command line, in those of Python: "--acs-year" is "acs_year=".
std::string in_python(const std::string& text);

/// Of each finding its severity, code, source, message, count and examples, in this order.
pybind11::list finding_tuples(const Diagnostics& diagnostics);

} // namespace tractwise::python
