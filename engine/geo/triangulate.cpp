// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/triangulate.hpp"

#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <memory>

#include <GL/glu.h>

namespace tractwise::geo {

namespace {

struct TessCloser {
    void operator()(GLUtesselator* tess) const { gluDeleteTess(tess); }
};

/// A vertex on its way through the tessellator, which keeps pointers to it.
struct MeshCorner {
    std::array<double, 3> at;
    std::uint32_t number; ///< in the mesh
};

class Tessellator {
public:
    explicit Tessellator(const EqualArea& projection)
        : projection_(projection), tess_(gluNewTess()) {
        if (!tess_)
            throw Error(ErrorKind::Internal, "the tessellator could not start");
        using Callback = void(GLAPIENTRY*)();
        const auto on = [&](GLenum event, auto* function) {
            gluTessCallback(tess_.get(), event, reinterpret_cast<Callback>(function));
        };
        on(GLU_TESS_VERTEX_DATA, &Tessellator::vertex);
        on(GLU_TESS_COMBINE_DATA, &Tessellator::combine);
        on(GLU_TESS_ERROR_DATA, &Tessellator::error);
        // Whoever wants edge flags gets plain triangles, no fans and strips.
        on(GLU_TESS_EDGE_FLAG_DATA, &Tessellator::edge_flag);
        gluTessProperty(tess_.get(), GLU_TESS_WINDING_RULE, GLU_TESS_WINDING_ODD);
        gluTessNormal(tess_.get(), 0, 0, 1); // the plane is known: no search for it
    }

    void add(const PolygonSet& set, std::size_t s) {
        shape_ = static_cast<std::uint32_t>(s);
        corners_.clear();
        const std::size_t vertices = mesh.shape.size();
        const std::size_t triangles = mesh.triangles.size();
        failed_ = false;
        gluTessBeginPolygon(tess_.get(), this);
        for (std::size_t r : set.rings_of(s))
            add_ring(set.ring(r));
        gluTessEndPolygon(tess_.get());
        if (failed_) { // nothing rather than half a shape
            mesh.xy.resize(2 * vertices);
            mesh.shape.resize(vertices);
            mesh.triangles.resize(triangles);
        }
    }

    TriangleMesh mesh;

private:
    void add_ring(std::span<const LonLat> ring) {
        ring_.clear();
        for (LonLat p : ring.first(ring.size() - 1)) // the last repeats the first
            ring_.push_back(projection_.forward(p));
        if (!std::ranges::all_of(ring_,
                                 [](Point p) { return std::isfinite(p.x) && std::isfinite(p.y); }))
            return;
        gluTessBeginContour(tess_.get());
        for (Point p : ring_) {
            MeshCorner& corner = corners_.emplace_back(new_corner(p.x, p.y));
            gluTessVertex(tess_.get(), corner.at.data(), &corner);
        }
        gluTessEndContour(tess_.get());
    }

    MeshCorner new_corner(double x, double y) {
        const auto number = static_cast<std::uint32_t>(mesh.shape.size());
        mesh.xy.push_back(static_cast<float>(x));
        mesh.xy.push_back(static_cast<float>(y));
        mesh.shape.push_back(shape_);
        return {{x, y, 0}, number};
    }

    static void GLAPIENTRY vertex(void* corner, void* self) {
        static_cast<Tessellator*>(self)->mesh.triangles.push_back(
            static_cast<const MeshCorner*>(corner)->number);
    }
    static void GLAPIENTRY combine(GLdouble* at, void**, GLfloat*, void** made, void* self) {
        auto* tessellator = static_cast<Tessellator*>(self);
        *made = &tessellator->corners_.emplace_back(tessellator->new_corner(at[0], at[1]));
    }
    static void GLAPIENTRY error(GLenum, void* self) {
        static_cast<Tessellator*>(self)->failed_ = true;
    }
    static void GLAPIENTRY edge_flag(GLboolean, void*) {}

    const EqualArea& projection_;
    std::unique_ptr<GLUtesselator, TessCloser> tess_;
    std::deque<MeshCorner> corners_; ///< its elements stay where they are
    std::vector<Point> ring_;
    std::uint32_t shape_ = 0;
    bool failed_ = false;
};

} // namespace

TriangleMesh triangulate(const PolygonSet& set, const EqualArea& projection,
                         const Progress& progress) {
    // Blocks of fixed size make the mesh the same however many threads share them; the caller
    // hears of every round of blocks.
    constexpr std::size_t kBlock = 64, kRound = 32;
    const std::size_t blocks = (set.size() + kBlock - 1) / kBlock;
    TriangleMesh whole;
    std::vector<TriangleMesh> part(std::min(blocks, kRound));
    for (std::size_t from = 0; from < blocks; from += kRound) {
        progress.step("filling shapes", static_cast<double>(from) / static_cast<double>(blocks));
        const std::size_t here = std::min(kRound, blocks - from);
        parallel_for(
            here,
            [&](std::size_t begin, std::size_t end) {
                for (std::size_t b = begin; b < end; ++b) {
                    Tessellator tessellator(projection);
                    const std::size_t first = (from + b) * kBlock;
                    for (std::size_t s = first; s < std::min(first + kBlock, set.size()); ++s)
                        tessellator.add(set, s);
                    part[b] = std::move(tessellator.mesh);
                }
            },
            1);
        for (std::size_t b = 0; b < here; ++b) {
            const auto offset = static_cast<std::uint32_t>(whole.shape.size());
            whole.xy.insert(whole.xy.end(), part[b].xy.begin(), part[b].xy.end());
            whole.shape.insert(whole.shape.end(), part[b].shape.begin(), part[b].shape.end());
            for (std::uint32_t v : part[b].triangles)
                whole.triangles.push_back(offset + v);
        }
    }
    return whole;
}

} // namespace tractwise::geo
