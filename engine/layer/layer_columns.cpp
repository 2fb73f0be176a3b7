// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/layer_columns.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"

#include <cmath>

namespace tractwise::layer {

tract::Column make_column(const LayerFile& file, const LayerContext& in, std::string_view name,
                          std::vector<double> values, io::Missing reason) {
    tract::Column column{file.indicator(name).info, std::move(values), {}, {}};
    column.info.vintage = in.tracts.vintage();
    for (std::size_t t = 0; t < column.values.size(); ++t)
        if (std::isnan(column.values[t]))
            column.set_missing(t, reason);
    return column;
}

tract::Column& LayerColumns::add(std::string_view name, std::vector<double> values,
                                 io::Missing reason) {
    tract::Column column = make_column(file_, in_, name, std::move(values), reason);
    if (!source_.empty())
        column.info.source = source_;
    const auto [at, is_new] = made_.emplace(std::string(name), std::move(column));
    if (!is_new)
        throw Error(ErrorKind::Internal, "column \"" + std::string(name) + "\" is made twice");
    return at->second;
}

void LayerColumns::add(std::vector<tract::Column> columns) {
    for (tract::Column& column : columns) {
        std::string name = column.info.name;
        if (!made_.emplace(name, std::move(column)).second)
            throw Error(ErrorKind::Internal, "column \"" + name + "\" is made twice");
    }
}

const tract::Column* LayerColumns::find(std::string_view name) const {
    const auto at = made_.find(name);
    return at == made_.end() ? nullptr : &at->second;
}

std::vector<tract::Column> LayerColumns::finish() && {
    std::vector<tract::Column> columns;
    for (const LayerColumn& indicator : file_.indicators) {
        const auto at = made_.find(indicator.info.name);
        if (at == made_.end())
            columns.push_back(make_column(file_, in_, indicator.info.name,
                                          std::vector<double>(in_.tracts.size(), kNaN),
                                          io::Missing::NoSource));
        else
            columns.push_back(std::move(at->second));
    }
    return columns;
}

} // namespace tractwise::layer
