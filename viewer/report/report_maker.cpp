// SPDX-License-Identifier: Apache-2.0
#include "viewer/report/report_maker.hpp"

#include "engine/core/error.hpp"

#include <chrono>
#include <exception>

#include <fmt/format.h>

namespace tractwise::viewer {

void ReportMaker::start(std::function<void(Outcome&, const Progress&)> work) {
    running_ = std::stop_source();
    failure_.reset();
    asked_to_stop_ = stopped_ = false;
    fraction_ = 0;
    Progress progress;
    progress.stop = running_.get_token();
    progress.report = [this](std::string_view, double fraction) { fraction_ = fraction; };
    coming_ = std::async(std::launch::async, [work = std::move(work), progress] {
        Outcome outcome;
        try {
            work(outcome, progress);
        } catch (const Error& error) {
            outcome.canceled = error.kind() == ErrorKind::Canceled;
            outcome.failure = Activity::Failure{error.message(), error.where(), error.hint()};
        } catch (const std::exception& error) {
            outcome.failure =
                Activity::Failure{fmt::format("the program failed: {}", error.what()), {}, {}};
        }
        return outcome;
    });
}

void ReportMaker::look() {
    if (!coming_ || coming_->wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return;
    Outcome outcome = coming_->get();
    coming_.reset();
    if (outcome.held)
        held_ = std::move(outcome.held);
    if (outcome.report) {
        report_ = std::move(outcome.report);
        report_key_ = made_key_;
    }
    written_ = std::move(outcome.written);
    if (!outcome.canceled)
        failure_ = std::move(outcome.failure);
    else if (asked_to_stop_)
        stopped_ = true;
    else
        made_key_.clear();
}

void ReportMaker::want(const std::string& key, const std::function<Order()>& order) {
    look();
    wanted_key_ = key;
    if (made_key_ == key)
        return;
    if (coming_) { // made for another key; that one is not wanted any more
        if (!writing_)
            drop();
        return;
    }
    made_key_ = key;
    writing_ = false;
    start([this, order = order(), held = held_](Outcome& outcome, const Progress& progress) {
        constexpr double kStateRead = 0.6; // of the time, where a state is read
        needs::ReportChoice choice;
        choice.profile = needs::Profile::shipped();
        choice.theme = order.theme;
        choice.reader = order.reader;
        choice.date = order.date;
        if (held && held->results == order.results && held->against == order.against &&
            held->reader == order.reader) {
            outcome.held = held;
        } else {
            needs::ComparedPlaces places(order.results, order.against, order.reader);
            places.read_state(catalog_, progress.part(0, kStateRead));
            outcome.held = std::make_shared<const Held>(
                Held{order.results, order.against, order.reader, std::move(places)});
        }
        choice.places = outcome.held->places.places_for(order.area);
        choice.places_left_out = outcome.held->places.left_out();
        outcome.report = std::make_shared<const needs::Document>(needs::needs_report(
            *order.columns, *order.overlays, choice, progress.part(kStateRead, 1)));
    });
}

void ReportMaker::write(const std::filesystem::path& folder,
                        const std::vector<std::string>& formats, Language language) {
    if (report() == nullptr)
        return;
    writing_ = true;
    start(
        [report = report_, folder, formats, language](Outcome& outcome, const Progress& progress) {
            outcome.written = needs::write_report(folder, *report, formats, progress, language);
        });
}

void ReportMaker::stop() {
    asked_to_stop_ = true;
    drop();
}

void ReportMaker::forget() {
    if (coming_ || !held_)
        return;
    made_key_.clear();
    report_key_.clear();
    held_.reset();
    report_.reset();
}

} // namespace tractwise::viewer
