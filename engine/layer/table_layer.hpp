// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/layer_file.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::layer {

/// A layer that is only data: a layer.toml, no C++.
///
///     catalog.add(std::make_unique<TableLayer>(LayerFile::parse(text, "housing/layer.toml")));
///
/// See read_indicators() for what it does with its sources.
class TableLayer final : public FileLayer {
public:
    using FileLayer::FileLayer;
    LayerResult measure(const LayerContext& in) const override;
};

/// Reads every indicator that has layouts from the sources that the study names for its role, in
/// the file's order.
///
/// The first layout whose columns all exist is used: in one source if one has them all, else
/// gathered over the sources of the role. `formula` and `source` of the column say which it was.
/// Margins of error are propagated where the sources have every margin column (margins.hpp); a
/// margin that the publisher withheld is NaN, a controlled one 0. Missing inputs make the result
/// NaN with the reason of the first of them; a denominator of 0 is ZeroDenominator.
///
/// Findings: "indicator-without-source" (names what file would supply it; the column is NaN),
/// "year-not-declared", "other-definition" (the layout's note), "unit-guessed", "out-of-range",
/// "not-a-number". Errors: Error(Usage) for a required role that is not given, or a list where one
/// source is expected.
std::vector<tract::Column> read_indicators(const LayerFile& file, const LayerContext& in);

/// The ids that the study gives for a role; checks `required` and `several`.
std::vector<std::string> sources_of_role(const LayerFile& file, const LayerContext& in,
                                         std::string_view role);

} // namespace tractwise::layer
