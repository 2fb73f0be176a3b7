// SPDX-License-Identifier: Apache-2.0
#include "layers/food_access/stores.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/rows_with.hpp"
#include "layers/proximity.hpp"

#include <algorithm>
#include <set>

namespace tractwise::layers {
namespace {

using Texts = std::vector<std::string>;

Texts option(const layer::LayerContext& in, const char* key, Texts fallback) {
    return in.options.has(key) ? in.options.texts(key) : fallback;
}

std::string types_of(const io::Table& table, std::size_t column) {
    std::set<std::string> types;
    for (std::size_t r = 0; r < table.rows(); ++r)
        types.insert(std::string(trim(table.cell(r, column))));
    const Texts list(types.begin(), types.end());
    return join(list, ", ");
}

} // namespace

Stores Stores::read(const layer::LayerContext& in, const std::string& source_id) {
    const auto rows = in.sources.place_list(source_id);
    const io::Table& table = rows->open.table;
    const std::size_t n = rows->open.places.size();

    const std::string type_name = in.options.text("store_type_column", "Store_Type");
    const auto type = in.options.has("store_type_column") ? std::optional(table.require(type_name))
                                                          : table.find(type_name);
    const Texts supermarkets =
        option(in, "supermarkets", {"Supermarket", "Super Store", "Large Grocery Store"});
    Texts healthy = supermarkets;
    healthy.insert(healthy.end(), {"Farmers and Markets", "Farmers' Market", "Farmers Market"});

    std::vector<bool> is_supermarket(n, true), is_grocery(n), is_convenience(n),
        is_healthy(n, true), is_excluded(n), was_supermarket(rows->closed.places.size(), true);
    if (type) {
        was_supermarket = io::rows_with(rows->closed.table, *type, supermarkets);
        is_supermarket = io::rows_with(table, *type, supermarkets);
        is_grocery =
            io::rows_with(table, *type,
                          option(in, "grocery",
                                 {"Grocery Store", "Medium Grocery Store", "Small Grocery Store"}));
        is_convenience = io::rows_with(
            table, *type, option(in, "convenience", {"Convenience Store", "Gas Station"}));
        is_healthy = io::rows_with(table, *type, option(in, "healthy", healthy));
        is_excluded =
            io::rows_with(table, *type, option(in, "exclude", {"Restaurant Meals Program"}));
    } else {
        in.diagnostics.add({Severity::Warning,
                            "stores-without-type",
                            source_id,
                            "there is no column \"" + type_name +
                                "\", so every store counts as a supermarket; name the column as "
                                "store_type_column",
                            1,
                            {}});
    }

    const std::vector<std::string> ids = ids_of_rows(in, table);
    Stores stores;
    stores.list = {"stores", in.sources.spec(source_id), rows, id_column(in, table)};
    stores.supermarkets.what = "supermarkets";
    for (std::size_t i = 0; i < n; ++i) {
        if (!is_supermarket[i])
            stores.list.make_minor(i);
        if (is_excluded[i])
            stores.list.leave_out(i, layer::PlaceAudit::Fate::OtherType, type);
        if (!stores.list.counts(i))
            continue;
        const geo::LonLat place = stores.list.place(i);
        stores.places.push_back(place);
        if (is_supermarket[i]) {
            stores.supermarkets.place.push_back(place);
            if (!ids.empty())
                stores.supermarkets.id.push_back(ids[i]);
        }
        stores.supermarket.push_back(is_supermarket[i]);
        stores.grocery.push_back(is_grocery[i]);
        stores.convenience.push_back(is_convenience[i]);
        stores.other.push_back(!is_supermarket[i] && !is_grocery[i] && !is_convenience[i]);
        stores.food.push_back(1);
        stores.healthy.push_back(is_healthy[i]);
    }
    for (std::size_t i = 0; i < was_supermarket.size(); ++i)
        if (!was_supermarket[i])
            stores.list.make_minor(n + i);
    if (stores.supermarkets.place.empty())
        throw Error(ErrorKind::Input,
                    "none of the " + std::to_string(n) + " stores is a supermarket",
                    {.where = source_id,
                     .hint = type ? "supermarkets = [...] of [layers.food_access] names types; the "
                                    "file has: " +
                                        types_of(table, *type)
                                  : "the source has no row with a place"});
    return stores;
}

} // namespace tractwise::layers
