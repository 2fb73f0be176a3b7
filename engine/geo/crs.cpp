// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/crs.hpp"

#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/text.hpp"

#include <cmath>
#include <limits>
#include <mutex>

#include <fmt/format.h>
#include <proj.h>

namespace tractwise::geo {

struct ProjContextCloser {
    void operator()(PJ_CONTEXT* c) const { proj_context_destroy(c); }
};
struct ProjObjectCloser {
    void operator()(PJ* p) const { proj_destroy(p); }
};
using ProjContext = std::unique_ptr<PJ_CONTEXT, ProjContextCloser>;
using ProjObject = std::unique_ptr<PJ, ProjObjectCloser>;

namespace {

ProjContext make_context() {
    ProjContext context(proj_context_create());
    proj_context_set_enable_network(context.get(), 0);
    proj_log_level(context.get(), PJ_LOG_NONE); // libraries never write to the terminal
    return context;
}

[[noreturn]] void refuse(const std::string& crs, const std::string& why) {
    // A WKT text is long; its first words name it.
    const std::string shown = crs.size() > 80 ? crs.substr(0, 77) + "..." : crs;
    throw Error(ErrorKind::Input, fmt::format("reference system \"{}\" {}", shown, why),
                {.hint =
                     "give an EPSG code such as EPSG:4269 (lon/lat, NAD83), EPSG:3435 (Illinois "
                     "East, US feet) or EPSG:26916 (UTM 16N, meters), a WKT text or a PROJ "
                     "string"});
}

/// The modern geocentric datums (WGS84, NAD83 and its adjustments, ETRS89, GDA, SIRGAS ...) all use
/// GRS80 or the WGS84 ellipsoid from Greenwich and lie within about 2 m of each other: they are
/// taken as one. Older ones (NAD27, OSGB36) are not, and go through PROJ's best shift that needs no
/// grid file.
bool is_modern(PJ_CONTEXT* context, const PJ* geodetic) {
    const ProjObject ellipsoid(proj_get_ellipsoid(context, geodetic));
    const ProjObject meridian(proj_get_prime_meridian(context, geodetic));
    double a = 0, inverse_f = 0, longitude = 0, unit = 0;
    if (!ellipsoid || !meridian ||
        !proj_ellipsoid_get_parameters(context, ellipsoid.get(), &a, nullptr, nullptr,
                                       &inverse_f) ||
        !proj_prime_meridian_get_parameters(context, meridian.get(), &longitude, &unit, nullptr))
        return false;
    return a == 6378137 && std::abs(inverse_f - 298.2572) < 1e-4 && longitude == 0;
}

bool in_degrees(PJ_CONTEXT* context, const PJ* geodetic) {
    const ProjObject system(proj_crs_get_coordinate_system(context, geodetic));
    double factor = 0;
    if (!system || !proj_cs_get_axis_info(context, system.get(), 0, nullptr, nullptr, nullptr,
                                          &factor, nullptr, nullptr, nullptr))
        return false;
    return std::abs(factor - 0.017453292519943295) < 1e-12;
}

void transform(PJ* operation, std::span<LonLat> points) {
    if (points.empty())
        return;
    proj_errno_reset(operation);
    proj_trans_generic(operation, PJ_FWD, &points[0].lon, sizeof(LonLat), points.size(),
                       &points[0].lat, sizeof(LonLat), points.size(), nullptr, 0, 0, nullptr, 0, 0);
    for (LonLat& p : points)
        if (!std::isfinite(p.lon) || !std::isfinite(p.lat))
            p.lon = p.lat = std::numeric_limits<double>::quiet_NaN();
}

} // namespace

struct ToLonLat::State {
    ProjContext context = make_context();
    ProjObject operation;   ///< absent: identity
    mutable std::mutex use; ///< a PJ serves one thread at a time
};

ToLonLat::ToLonLat(const std::string& crs) : state_(std::make_unique<State>()) {
    PJ_CONTEXT* context = state_->context.get();
    std::string text(trim(crs));
    if (text.empty())
        refuse(crs, "is empty");
    const bool proj_string = text.front() == '+' || text.starts_with("proj=");
    if (proj_string && text.find("type=crs") == std::string::npos)
        text += text.front() == '+' ? " +type=crs" : " type=crs"; // else it means an operation
    ProjObject source(proj_create(context, text.c_str()));
    if (!source && !ProjObject(proj_create(context, "EPSG:4326")))
        throw Error(ErrorKind::Input,
                    "the data of PROJ, by which reference systems are known, are not found",
                    {.where = "proj.db",
                     .hint = "install them (Debian: proj-data), or let PROJ_DATA or PROJ_LIB name "
                             "the folder where they are; one of the two may lead elsewhere"});
    if (!source || !proj_is_crs(source.get()))
        refuse(crs, "is not known to PROJ");
    while (proj_get_type(source.get()) == PJ_TYPE_COMPOUND_CRS) // heights play no part
        source.reset(proj_crs_get_sub_crs(context, source.get(), 0));

    const ProjObject geodetic(proj_crs_get_geodetic_crs(context, source.get()));
    if (!geodetic || proj_get_type(source.get()) == PJ_TYPE_GEOCENTRIC_CRS)
        refuse(crs, "has no horizontal coordinates on the earth");

    const bool modern = is_modern(context, geodetic.get());
    const PJ_TYPE type = proj_get_type(source.get());
    const bool geographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
    if (geographic && modern && in_degrees(context, source.get()))
        return;

    // A modern system is only unprojected, to the longitude and latitude of its own datum; an old
    // one is shifted too.
    const ProjObject wgs84(proj_create(context, "OGC:CRS84"));
    const bool shift = !modern || type == PJ_TYPE_BOUND_CRS || !in_degrees(context, geodetic.get());
    const char* const options[] = {"ALLOW_BALLPARK=YES", nullptr};
    const ProjObject found(proj_create_crs_to_crs_from_pj(
        context, source.get(), shift ? wgs84.get() : geodetic.get(), nullptr, options));
    if (!found)
        refuse(crs, "cannot be turned into lon/lat");
    state_->operation.reset(proj_normalize_for_visualization(context, found.get()));
    if (!state_->operation)
        refuse(crs, "cannot be turned into lon/lat");
}

ToLonLat::~ToLonLat() = default;
ToLonLat::ToLonLat(ToLonLat&&) noexcept = default;
ToLonLat& ToLonLat::operator=(ToLonLat&&) noexcept = default;

bool ToLonLat::is_identity() const {
    return !state_->operation;
}

void ToLonLat::convert(std::span<LonLat> points) const {
    if (is_identity())
        return;
    constexpr std::size_t kGrain = 50'000; // worth the making of a context
    if (points.size() <= kGrain) {
        const std::lock_guard lock(state_->use);
        transform(state_->operation.get(), points);
        return;
    }
    parallel_for(
        points.size(),
        [&](std::size_t begin, std::size_t end) {
            const ProjContext context = make_context();
            ProjObject mine;
            {
                const std::lock_guard lock(state_->use);
                mine.reset(proj_clone(context.get(), state_->operation.get()));
            }
            if (!mine)
                throw Error(ErrorKind::Internal, "PROJ could not copy a coordinate operation");
            transform(mine.get(), points.subspan(begin, end - begin));
        },
        kGrain);
}

} // namespace tractwise::geo
