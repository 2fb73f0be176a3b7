// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tractwise {

/// The column that holds the 90 % margin of error of an estimate, by the publishers' own naming;
/// nothing where there is no such convention.
///
///     margin_column("B06009_002E") -> "B06009_002M"      ACS cell
///     margin_column("DP03_0009PE") -> "DP03_0009PM"      ACS percent cell
///     margin_column("EP_POV150")   -> "MP_POV150"        CDC/ATSDR SVI
///     margin_column("vacantP")     -> nothing
std::optional<std::string> margin_column(std::string_view estimate);

} // namespace tractwise
