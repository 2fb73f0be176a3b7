// SPDX-License-Identifier: Apache-2.0
#include "viewer/report/named_areas.hpp"

#include "engine/area/find.hpp"
#include "engine/core/error.hpp"

#include <algorithm>
#include <utility>

namespace tractwise::viewer {
namespace {

constexpr double kMostOfIt = 0.5; ///< of a tract's people

} // namespace

NamedAreas::~NamedAreas() = default; // the thread is asked to stop and waited for

void NamedAreas::follow(const std::shared_ptr<const study::Results>& results) {
    if (work_) {
        const std::lock_guard lock(work_->mutex);
        if (work_->done) {
            list_ = std::move(work_->list);
            failure_ = std::move(work_->failure);
        }
    }
    if (work_ && thread_.joinable()) {
        bool done = false;
        {
            const std::lock_guard lock(work_->mutex);
            done = work_->done;
        }
        if (!done)
            return;
        thread_.join();
        work_.reset();
    }
    if (tracts_ == results->tracts && sources_ == results->study.areas)
        return;
    tracts_ = results->tracts;
    sources_ = results->study.areas;
    list_.clear();
    failure_.clear();
    if (sources_.empty())
        return;
    work_ = std::make_shared<Work>();
    thread_ = std::jthread([work = work_, results](const std::stop_token& asked_to_stop) {
        std::vector<Area> list;
        std::string failure;
        try {
            std::vector<io::SourceSpec> sources;
            for (const std::string& id : results->study.areas)
                sources.push_back(results->study.sources.at(id));
            Diagnostics diagnostics;
            Progress progress;
            progress.stop = asked_to_stop;
            area::AreaFinder finder(*results, sources, diagnostics, progress);
            for (const area::Area& each : finder.find_each("all")) {
                Area area{each.name, {}};
                for (const std::uint32_t row : each.rows())
                    if (each.inside[row] >= kMostOfIt)
                        area.rows.push_back(row);
                if (!area.rows.empty())
                    list.push_back(std::move(area));
            }
            std::sort(list.begin(), list.end(),
                      [](const Area& a, const Area& b) { return a.name < b.name; });
        } catch (const Error& error) {
            failure = error.message();
        } catch (const std::exception& error) {
            failure = error.what();
        }
        const std::lock_guard lock(work->mutex);
        work->list = std::move(list);
        work->failure = std::move(failure);
        work->done = true;
    });
}

} // namespace tractwise::viewer
