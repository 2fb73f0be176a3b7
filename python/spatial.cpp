// SPDX-License-Identifier: Apache-2.0
#include "python/arrays.hpp"
#include "python/background.hpp"
#include "python/bindings.hpp"

#include "engine/core/error.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/geo/wkb.hpp"
#include "engine/spatial/global.hpp"
#include "engine/spatial/local.hpp"
#include "engine/spatial/weights_choice.hpp"

#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>
#include <pybind11/stl.h>

namespace tractwise::python {
namespace {

namespace py = pybind11;

/// What Python has for weights; each empty where it was not given.
struct Places {
    geo::PolygonSet shapes;
    std::vector<geo::LonLat> centroids;
    std::vector<std::string> ids;
    std::vector<std::uint32_t> county; ///< by the first five digits of the ids
};

Places places_of(const py::list& polygons, const Doubles& lon, const Doubles& lat,
                 std::vector<std::string> ids) {
    Places places;
    std::size_t row = 0;
    for (const py::handle& polygon : polygons) {
        try {
            geo::add_wkb(places.shapes, polygon.cast<std::string>());
        } catch (const Error& error) {
            throw Error(error.kind(), error.message(),
                        {.where = fmt::format("polygon {}", row), .hint = error.hint()});
        }
        ++row;
    }
    for (py::ssize_t i = 0; i < lon.size(); ++i)
        places.centroids.push_back({lon.data()[i], lat.data()[i]});
    std::map<std::string, std::uint32_t> counties;
    for (const std::string& id : ids)
        places.county.push_back(
            counties.emplace(id.substr(0, 5), static_cast<std::uint32_t>(counties.size()))
                .first->second);
    places.ids = std::move(ids);
    return places;
}

bool measures_distances(const spatial::WeightsChoice& choice) {
    using Kind = spatial::WeightsChoice::Kind;
    return choice.join_islands || choice.kind == Kind::Nearest || choice.kind == Kind::Band ||
           choice.kind == Kind::Kernel;
}

void require_places(const spatial::WeightsChoice& choice, const Places& places) {
    using Kind = spatial::WeightsChoice::Kind;
    const bool by_shape = choice.kind == Kind::Queen || choice.kind == Kind::Rook;
    const bool by_id = choice.kind == Kind::County || choice.kind == Kind::File;
    if (by_shape && places.shapes.size() == 0)
        throw Error(ErrorKind::Usage, "neighbors that touch need polygons",
                    {.hint = "weights(how, polygons=...)"});
    if (by_id && places.ids.empty())
        throw Error(ErrorKind::Usage, "neighbors by county or from a file need ids",
                    {.hint = "weights(how, ids=...)"});
    if (!measures_distances(choice))
        return;
    if (places.centroids.empty() && places.shapes.size() == 0)
        throw Error(ErrorKind::Usage, "neighbors by distance need places",
                    {.hint = "weights(how, polygons=...), or lon=... and lat=..."});
    // Meters of a projected system, or latitudes given as longitudes: all of them would be islands.
    geo::Box box = places.centroids.empty() ? places.shapes.box() : geo::Box{};
    for (const geo::LonLat place : places.centroids)
        box.add(place);
    if (!box.empty() && (box.min_y < -90 || box.max_y > 90 || box.min_x < -540 || box.max_x > 540))
        throw Error(
            ErrorKind::Input, "there are places that are not on the earth",
            {.where = fmt::format("longitudes {} to {}, latitudes {} to {}", box.min_x, box.max_x,
                                  box.min_y, box.max_y),
             .hint = "give degrees, longitude first; a GeoDataFrame whose crs is set is brought to "
                     "degrees"});
}

spatial::Weights made_weights(const std::string& how, const py::list& polygons, const Doubles& lon,
                              const Doubles& lat, std::vector<std::string> ids, bool join_islands) {
    spatial::WeightsChoice choice = spatial::WeightsChoice::parse(how);
    choice.join_islands = join_islands;
    Places places = places_of(polygons, lon, lat, std::move(ids));
    spatial::Weights weights;
    in_background(py::none(), [&](const Progress& progress) {
        require_places(choice, places);
        if (measures_distances(choice) && places.centroids.empty())
            for (std::size_t s = 0; s < places.shapes.size(); ++s)
                places.centroids.push_back(
                    places.shapes.shape_empty(s) ? geo::kNowhere : geo::centroid(places.shapes, s));
        weights =
            choice.make({places.shapes, places.centroids, places.ids, places.county}, progress)
                .weights;
    });
    return weights;
}

/// As the compressed rows of SciPy: indptr, indices, data.
py::tuple rows_of(const spatial::Weights& weights) {
    std::vector<std::int64_t> first{0};
    std::vector<std::int32_t> neighbors;
    std::vector<double> values;
    for (std::size_t row = 0; row < weights.size(); ++row) {
        for (const std::uint32_t neighbor : weights.neighbors(row))
            neighbors.push_back(static_cast<std::int32_t>(neighbor));
        values.insert(values.end(), weights.values(row).begin(), weights.values(row).end());
        first.push_back(static_cast<std::int64_t>(neighbors.size()));
    }
    return py::make_tuple(array_of(std::move(first)), array_of(std::move(neighbors)),
                          array_of(std::move(values)));
}

spatial::Style style_of(const std::string& name) {
    if (name == "rows")
        return spatial::Style::Rows;
    if (name == "binary")
        return spatial::Style::Binary;
    if (name == "as_given")
        return spatial::Style::AsGiven;
    throw Error(ErrorKind::Usage, fmt::format("unknown style \"{}\"", name),
                {.hint = "rows, binary or as_given"});
}

py::dict moments_dict(const spatial::Moments& moments) {
    py::dict dict;
    dict["variance"] = moments.variance;
    dict["z"] = moments.z;
    dict["p"] = moments.p;
    return dict;
}

py::dict global_statistic(const std::string& method, const Doubles& array,
                          const spatial::Weights& weights, const std::string& style,
                          std::size_t draws, std::uint64_t seed) {
    const std::vector<double> values = doubles(array);
    const spatial::GlobalSpec spec{.style = style_of(style), .draws = draws, .seed = seed};
    spatial::Global g;
    in_background(py::none(), [&](const Progress& progress) {
        g = method == "moran"   ? spatial::moran(values, weights, spec, progress)
            : method == "geary" ? spatial::geary(values, weights, spec, progress)
                                : spatial::general_g(values, weights, spec, progress);
    });
    py::dict dict;
    dict["method"] = method;
    dict["value"] = g.value;
    dict["expected"] = g.expected;
    dict["normality"] = moments_dict(g.normality);
    dict["randomization"] = moments_dict(g.randomization);
    dict["p_folded"] = g.p.folded;
    dict["p_two_sided"] = g.p.two_sided;
    dict["rows"] = g.tracts;
    dict["missing"] = g.missing;
    dict["islands"] = g.islands;
    dict["links"] = g.links;
    dict["permutations"] = g.draws;
    return dict;
}

std::shared_ptr<spatial::Local> local_statistic(const std::string& method, const Doubles& array,
                                                const spatial::Weights& weights,
                                                const std::string& style, bool over_n,
                                                std::size_t draws, std::uint64_t seed) {
    const std::vector<double> values = doubles(array);
    const spatial::LocalSpec spec{.style = style_of(style),
                                  .variance =
                                      over_n ? spatial::Variance::N : spatial::Variance::NLessOne,
                                  .draws = draws,
                                  .seed = seed};
    auto local = std::make_shared<spatial::Local>();
    in_background(py::none(), [&](const Progress& progress) {
        if (method == "moran")
            *local = spatial::local_moran(values, weights, spec, progress);
        else if (method == "geary")
            *local = spatial::local_geary(values, weights, spec, progress);
        else
            *local = spatial::local_g(values, weights,
                                      method == "g_star" ? spatial::Star::Itself
                                                         : spatial::Star::Neighbors,
                                      spec, progress);
    });
    return local;
}

std::vector<std::string> cluster_names(const spatial::Local& local, double alpha,
                                       const std::string& correction, const std::string& sides) {
    spatial::ClusterSpec spec{.alpha = alpha};
    if (correction == "fdr")
        spec.correction = spatial::Correction::Fdr;
    else if (correction == "bonferroni")
        spec.correction = spatial::Correction::Bonferroni;
    else if (correction != "none")
        throw Error(ErrorKind::Usage, fmt::format("unknown correction \"{}\"", correction),
                    {.hint = "none, fdr or bonferroni"});
    if (sides == "both")
        spec.sides = spatial::Sides::Both;
    else if (sides != "folded")
        throw Error(ErrorKind::Usage, fmt::format("unknown sides \"{}\"", sides),
                    {.hint = "folded or both"});
    std::vector<std::string> names;
    for (const spatial::Cluster cluster : spatial::clusters(local, spec))
        names.emplace_back(name_of(cluster));
    return names;
}

py::array quadrants(const spatial::Local& local) {
    std::vector<std::uint8_t> numbers;
    for (const spatial::Quadrant quadrant : local.quadrant)
        numbers.push_back(static_cast<std::uint8_t>(quadrant));
    return array_of(std::move(numbers));
}

} // namespace

void add_spatial(py::module_& module) {
    using spatial::Local;
    using spatial::Weights;

    py::class_<Weights, std::shared_ptr<Weights>>(module, "Weights")
        .def("__len__", &Weights::size)
        .def_property_readonly("links", &Weights::links)
        .def_property_readonly("ids", &Weights::ids)
        .def("islands",
             [](const Weights& w) {
                 const std::vector<std::uint32_t> rows = w.islands();
                 return array_of(std::vector<std::int64_t>(rows.begin(), rows.end()));
             })
        .def("symmetric", &Weights::symmetric)
        .def("rows", &rows_of);
    module.def("weights", &made_weights);
    module.def("weights_of_rows", [](const std::vector<std::int64_t>& first,
                                     const std::vector<std::int64_t>& neighbors,
                                     const Doubles& values, std::vector<std::string> ids) {
        std::vector<spatial::Link> links;
        const auto count = static_cast<std::int64_t>(neighbors.size());
        const std::size_t rows = first.empty() ? 0 : first.size() - 1;
        for (std::size_t row = 0; row < rows; ++row)
            for (std::int64_t l = first[row]; l < first[row + 1]; ++l) {
                if (l < 0 || l >= count || neighbors[l] < 0 ||
                    neighbors[l] >= static_cast<std::int64_t>(rows))
                    throw Error(ErrorKind::Usage, "a neighbor is a row that is not there",
                                {.hint = "rows count from 0, as in a SciPy csr_array"});
                links.push_back({static_cast<std::uint32_t>(row),
                                 static_cast<std::uint32_t>(neighbors[l]), values.data()[l]});
            }
        return Weights::from_links(rows, std::move(links), std::move(ids));
    });

    py::class_<Local, std::shared_ptr<Local>> local(module, "Local");
    const auto numbers = [&](const char* name, std::vector<double> Local::*member) {
        local.def_property_readonly(name, [member](const std::shared_ptr<Local>& l) {
            return view(std::span<const double>((*l).*member), l);
        });
    };
    numbers("value", &Local::value);
    numbers("lag", &Local::lag);
    numbers("statistic", &Local::statistic);
    numbers("expected", &Local::expected);
    numbers("deviation", &Local::deviation);
    numbers("z", &Local::z);
    numbers("p_folded", &Local::p);
    numbers("p_two_sided", &Local::p_two_sided);
    local.def_property_readonly("quadrant", &quadrants)
        .def_readonly("rows", &Local::tracts)
        .def_readonly("missing", &Local::missing)
        .def_readonly("islands", &Local::islands)
        .def_readonly("permutations", &Local::draws)
        .def("clusters", &cluster_names);
    module.def("global_statistic", &global_statistic);
    module.def("local_statistic", &local_statistic);
}

} // namespace tractwise::python
