// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/layer_file.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::layer {

/// Collects the columns of a layer that has code, so that they leave it complete and in the order
/// of layer.toml.
///
///     LayerColumns made(file, in, "HRSA sites");
///     made.add("clinic_nearest_m", clinics.mean_m());   // label, unit ... come from layer.toml
///     return {std::move(made).finish(), {}};            // declared but not made: NaN, NoSource
///
/// Errors: Error(Internal) for a name that layer.toml does not declare, or one made twice.
class LayerColumns {
public:
    LayerColumns(const LayerFile& file, const LayerContext& in, std::string source)
        : file_(file), in_(in), source_(std::move(source)) {}

    /// NaN values get `reason`.
    tract::Column& add(std::string_view name, std::vector<double> values,
                       io::Missing reason = io::Missing::NoPeople);
    void add(std::vector<tract::Column> columns);
    const tract::Column* find(std::string_view name) const;
    std::vector<tract::Column> finish() &&;

private:
    const LayerFile& file_;
    const LayerContext& in_;
    std::string source_;
    std::map<std::string, tract::Column, std::less<>> made_;
};

/// A column of the layer's declared name around `values`; NaN values get `reason`.
tract::Column make_column(const LayerFile& file, const LayerContext& in, std::string_view name,
                          std::vector<double> values, io::Missing reason);

} // namespace tractwise::layer
