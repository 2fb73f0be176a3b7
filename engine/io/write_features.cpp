// SPDX-License-Identifier: Apache-2.0
#include "engine/io/out_table.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <cmath>
#include <set>

#include <fmt/format.h>

namespace tractwise::io {

std::size_t OutTable::rows() const {
    if (columns.empty())
        return 0;
    return std::visit([](const auto& values) { return values.size(); }, columns.front().values);
}

bool is_present(double value) {
    return std::isfinite(value);
}

void check_out_table(const OutTable& table, const OutGeometry& geometry) {
    const auto fail = [&](std::string message) {
        throw Error(ErrorKind::Internal, std::move(message), {.where = table.name});
    };
    std::set<std::string> names;
    for (const OutColumn& column : table.columns) {
        const std::size_t size =
            std::visit([](const auto& values) { return values.size(); }, column.values);
        if (size != table.rows())
            fail(fmt::format("column \"{}\" has {} values instead of {}", column.name, size,
                             table.rows()));
        if (!names.insert(to_lower(column.name)).second)
            fail(fmt::format("two columns are called \"{}\"", column.name));
    }
    if ((geometry.polygons != nullptr) + (geometry.lines != nullptr) + !geometry.points.empty() > 1)
        fail("more than one of polygons, points and lines at once");
    if (geometry.polygons != nullptr && geometry.polygons->size() != table.rows())
        fail(fmt::format("{} polygons for {} rows", geometry.polygons->size(), table.rows()));
    if (geometry.lines != nullptr && geometry.lines->size() != table.rows())
        fail(fmt::format("{} lines for {} rows", geometry.lines->size(), table.rows()));
    if (!geometry.points.empty() && geometry.points.size() != table.rows())
        fail(fmt::format("{} points for {} rows", geometry.points.size(), table.rows()));
}

void fail_to_write(const std::filesystem::path& target, const std::string& reason) {
    throw Error(ErrorKind::Input, "cannot write the file" + (reason.empty() ? "" : ": " + reason),
                {.where = target.string(), .hint = "check permissions and free disk space"});
}

void write_features(const std::filesystem::path& target, const OutTable& table,
                    const OutGeometry& geometry) {
    const std::string extension = to_lower(target.extension().string());
    if (extension == ".csv")
        return write_csv(target, table);
    if (extension == ".xlsx")
        return write_xlsx(target, {&table, 1});
    if (extension == ".geojson")
        return write_geojson(target, table, geometry);
    if (extension == ".gpkg")
        return write_gpkg(target, table, geometry);
    throw Error(ErrorKind::Usage, fmt::format("cannot write files of kind \"{}\"", extension),
                {.where = target.string(), .hint = "known: .csv, .xlsx, .geojson, .gpkg"});
}

} // namespace tractwise::io
