// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/snapshot.hpp"

#include "engine/layer/layer.hpp"
#include "engine/needs/compared_places.hpp"
#include "engine/needs/files.hpp"
#include "engine/needs/report.hpp"

#include <atomic>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace tractwise::viewer {

/// Makes and writes needs reports beside the window's thread.
///
///     maker.want(key, order);                       // in each frame; equal keys are the same report
///     if (maker.busy()) progress_bar(maker.fraction());
///     if (maker.report()) maker.write(folder, {"html", "pdf"}, language);
///
/// What is written is the report that was shown, not one made again. A new key stops what is being
/// made for another one. The state is read once for as long as results, reader and what is held
/// against stay. Everything the engine throws ends here, as a Failure.
class ReportMaker {
public:
    struct Order {
        std::shared_ptr<const study::Results> results;
        std::shared_ptr<const study::ResultColumns> columns;
        std::shared_ptr<const Overlays> overlays;
        area::Area area;
        needs::Against against;
        paper::Theme theme;
        Reader reader;
        std::string date; ///< "2026-11-30"
    };
    /// `catalog` has to outlive it.
    explicit ReportMaker(const layer::LayerCatalog& catalog) : catalog_(catalog) {}
    ~ReportMaker() { drop(); } ///< waits for what is running
    ReportMaker(const ReportMaker&) = delete;
    ReportMaker& operator=(const ReportMaker&) = delete;

    void want(const std::string& key, const std::function<Order()>& order);
    void write(const std::filesystem::path& folder, const std::vector<std::string>& formats,
               Language language);
    void look(); ///< takes what has come; want() does it too
    /// The report of this key is not made until again() or another key is wanted.
    void stop();
    void again() { made_key_.clear(); }
    void drop() { running_.request_stop(); } ///< what is being made; a later want() makes it anew
    void forget();                           ///< results and report, where nothing is being made

    bool busy() const { return coming_.has_value(); }
    bool writing() const { return writing_; } ///< the last order, done or not, was to write
    bool stopped() const { return stopped_; }
    double fraction() const { return fraction_; }
    /// Of the key that was wanted last; null while it is made or where it could not be.
    const needs::Document* report() const { return current() ? report_.get() : nullptr; }
    /// The last report that was made, whatever its key.
    const needs::Document* last() const { return report_.get(); }
    const std::optional<Activity::Failure>& failure() const { return failure_; }
    /// What write() gave, once.
    std::optional<needs::WrittenReport> take_written() {
        return std::exchange(written_, std::nullopt);
    }

private:
    /// What an area is held against, with the state read.
    struct Held {
        std::shared_ptr<const study::Results> results;
        needs::Against against;
        Reader reader;
        needs::ComparedPlaces places;
    };
    struct Outcome {
        std::shared_ptr<const Held> held;
        std::shared_ptr<const needs::Document> report;
        std::optional<needs::WrittenReport> written;
        std::optional<Activity::Failure> failure;
        bool canceled = false;
    };
    void start(std::function<void(Outcome&, const Progress&)> work);
    /// A report that could not be written is still the one that is wanted.
    bool current() const {
        return !busy() && !stopped_ && report_key_ == wanted_key_ && (!failure_ || writing_);
    }

    const layer::LayerCatalog& catalog_;
    std::string wanted_key_, made_key_, report_key_;
    std::shared_ptr<const Held> held_;
    std::shared_ptr<const needs::Document> report_;
    std::optional<needs::WrittenReport> written_;
    std::optional<Activity::Failure> failure_;
    bool writing_ = false, asked_to_stop_ = false, stopped_ = false;
    std::atomic<double> fraction_ = 0;
    std::stop_source running_;
    std::optional<std::future<Outcome>> coming_; ///< last: it ends first
};

} // namespace tractwise::viewer
