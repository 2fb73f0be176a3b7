// SPDX-License-Identifier: Apache-2.0
#include "viewer/find/find_index.hpp"

#include "viewer/site/typed_place.hpp"

#include "engine/core/text.hpp"
#include "engine/tract/geoid.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kCounty{"County {}", "Condado {}"};
constexpr Text kOneTract{"one tract", "un sector censal"};
constexpr Text kTracts{"{} tracts", "{} sectores"};
constexpr Text kWholeRegion{"the whole study, {} tracts", "todo el estudio, {} sectores"};
constexpr Text kPlace{"place", "lugar"};
constexpr Text kStop{"stop of the plan", "parada del plan"};

/// More of one kind nobody reads; the search stops there.
constexpr std::size_t kMostOfAKind = 60;

/// "census tract 31" -> "31": the words before a number say nothing.
std::string_view without_words(std::string_view text) {
    constexpr std::array<std::string_view, 8> kWords = {
        "census tract", "sector censal", "tract",   "sector",
        "geoid",        "1400000us",     "condado", "county"};
    for (const std::string_view word : kWords)
        if (text.starts_with(word))
            return trim(text.substr(word.size()));
    return text;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words = split(text, ' ');
    std::erase(words, "");
    return words;
}

/// How well a name fits the words: -1 where one does not occur.
int fit(const std::string& name, const std::string& wanted, const std::vector<std::string>& words) {
    if (name == wanted)
        return 0;
    if (name.starts_with(wanted))
        return 1;
    int worst = 2;
    for (const std::string& word : words) {
        const std::size_t at = name.find(word);
        if (at == std::string::npos)
            return -1;
        if (at > 0 && name.find(" " + word) == std::string::npos)
            worst = 3;
    }
    return worst;
}

} // namespace

std::string folded(std::string_view text) {
    // Latin-1 letters of UTF-8 are 0xC3 and one more byte; this is what they are without accents.
    constexpr std::string_view kPlain = "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/"
                                        "ouuuuypy";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == 0xc3U && i + 1 < text.size()) {
            const auto next = static_cast<unsigned char>(text[i + 1]);
            if (next >= 0x80U && next <= 0xbfU) {
                out += kPlain[next - 0x80U];
                ++i;
                continue;
            }
        }
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : text[i];
    }
    return out;
}

std::string tract_number(std::string_view geoid) {
    if (geoid.size() != 11 || !all_digits(geoid))
        return {};
    std::string_view whole = geoid.substr(5, 4);
    while (whole.size() > 1 && whole.front() == '0')
        whole.remove_prefix(1);
    const std::string_view part = geoid.substr(9);
    return part == "00" ? std::string(whole) : fmt::format("{}.{}", whole, part);
}

FindIndex::FindIndex(Input input) : input_(std::move(input)) {
    const tract::TractSet& tracts = *input_.tracts;
    for (std::size_t i = 0; i < tracts.size(); ++i) {
        const auto row = static_cast<std::uint32_t>(i);
        const std::string& geoid = tracts.geoid(i);
        line_.push_back(joined_ids_.size());
        joined_ids_ += geoid + "\n";
        if (std::string number = tract_number(geoid); !number.empty())
            numbers_.emplace_back(std::move(number), row);
    }
    for (const tract::County& county : tracts.counties())
        folded_counties_.push_back(folded(county.name));
    std::sort(numbers_.begin(), numbers_.end());
    const auto add = [&](FindHit::Kind kind, const std::string& name, const std::string& detail,
                         geo::LonLat place, double people) {
        if (!name.empty())
            named_.push_back({folded(name),
                              {.kind = kind, .title = name, .detail = detail, .place = place},
                              people});
    };
    for (const Stop& stop : input_.stops)
        add(FindHit::Kind::Stop, stop.name, {}, stop.place, 0);
    if (input_.overlays == nullptr)
        return;
    for (const PlaceName& place : input_.overlays->places)
        add(FindHit::Kind::Place, place.name, {}, place.place, place.people);
    for (const PointOverlay& points : input_.overlays->points)
        for (std::size_t i = 0; points.counted && i < points.place.size(); ++i)
            add(FindHit::Kind::Facility, std::string(points.name(i)), points.list->title(),
                points.place[i], 0);
}

FindHit FindIndex::tract(std::uint32_t row, int score) const {
    const tract::TractSet& tracts = *input_.tracts;
    return {.kind = FindHit::Kind::Tract,
            .title = tracts.name(row),
            .detail = tracts.name(row) == tracts.geoid(row) ? std::string() : tracts.geoid(row),
            .first = row,
            .last = row + 1,
            .score = score};
}

void FindIndex::find_tracts(std::string_view digits, std::vector<FindHit>& hits) const {
    const tract::TractSet& tracts = *input_.tracts;
    std::vector<std::uint8_t> met; // rows already found, made where it is needed
    const auto add = [&](std::uint32_t row, int score) {
        if (met.empty())
            met.assign(tracts.size(), 0);
        if (std::exchange(met[row], std::uint8_t{1}) == 0)
            hits.push_back(tract(row, score));
    };
    // Numbers: "31" exactly, then "31.01", then "3102".
    std::size_t found = 0;
    auto number = std::lower_bound(
        numbers_.begin(), numbers_.end(), digits,
        [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
    for (; number != numbers_.end() && number->first.starts_with(digits) && found < kMostOfAKind;
         ++number, ++found) {
        const std::string_view rest = std::string_view(number->first).substr(digits.size());
        add(number->second, rest.empty() ? 0 : rest.front() == '.' ? 1 : 2);
    }
    if (!all_digits(digits))
        return;
    // GEOIDs: from the start, then anywhere.
    const std::vector<std::string>& ids = tracts.geoids();
    auto id = std::lower_bound(ids.begin(), ids.end(), digits);
    for (found = 0; id != ids.end() && id->starts_with(digits) && found < kMostOfAKind;
         ++id, ++found)
        add(static_cast<std::uint32_t>(id - ids.begin()), *id == digits ? 0 : 1);
    constexpr std::size_t kShortest = 3; // shorter ones are in nearly every id
    if (digits.size() < kShortest)
        return;
    const std::boyer_moore_horspool_searcher searcher(digits.begin(), digits.end());
    auto at = joined_ids_.cbegin();
    for (found = 0; found < kMostOfAKind; ++found) {
        at = std::search(at, joined_ids_.cend(), searcher);
        if (at == joined_ids_.cend())
            break;
        const auto place = static_cast<std::size_t>(at - joined_ids_.cbegin());
        const auto line = std::upper_bound(line_.begin(), line_.end(), place) - 1;
        add(static_cast<std::uint32_t>(line - line_.begin()), 3);
        at = line + 1 == line_.end() ? joined_ids_.cend()
                                     : joined_ids_.cbegin() + static_cast<std::ptrdiff_t>(line[1]);
    }
}

void FindIndex::find_areas(std::string_view text, std::vector<FindHit>& hits,
                           Language language) const {
    const tract::TractSet& tracts = *input_.tracts;
    const std::string wanted(text);
    const std::vector<std::string> words = words_of(wanted);
    for (std::size_t i = 0; i < tracts.counties().size(); ++i) {
        const tract::County& county = tracts.counties()[i];
        const bool named = county.name != county.code;
        int score = named ? fit(folded_counties_[i], wanted, words) : -1;
        if (county.code == text)
            score = 0;
        else if (score < 0 && county.code.size() == 5 && county.code.substr(2) == text)
            score = 1;
        if (score < 0)
            continue;
        const std::size_t count = county.last - county.first;
        std::string detail = count == 1 ? kOneTract.in(language)
                                        : fmt::format(fmt::runtime(kTracts.in(language)),
                                                      format_count(double(count)));
        if (!county.state.empty())
            detail.insert(0, county.state + ", ");
        hits.push_back({.kind = FindHit::Kind::Area,
                        .title = named
                                     ? county.name
                                     : fmt::format(fmt::runtime(kCounty.in(language)), county.code),
                        .detail = std::move(detail),
                        .first = static_cast<std::uint32_t>(county.first),
                        .last = static_cast<std::uint32_t>(county.last),
                        .score = score});
    }
    const std::string& region = tracts.region().name;
    const bool same = tracts.counties().size() == 1 && !hits.empty() &&
                      hits.back().kind == FindHit::Kind::Area; // the county is the whole study
    if (region.empty() || same)
        return;
    if (const int score = fit(folded(region), wanted, words); score >= 0)
        hits.push_back({.kind = FindHit::Kind::Area,
                        .title = region,
                        .detail = fmt::format(fmt::runtime(kWholeRegion.in(language)),
                                              format_count(double(tracts.size()))),
                        .first = 0,
                        .last = static_cast<std::uint32_t>(tracts.size()),
                        .score = score});
}

void FindIndex::find_names(std::string_view text, std::vector<FindHit>& hits,
                           Language language) const {
    const std::string wanted(text);
    const std::vector<std::string> words = words_of(wanted);
    std::vector<std::pair<const Named*, int>> found;
    for (const Named& named : named_)
        if (const int score = fit(named.folded, wanted, words); score >= 0)
            found.emplace_back(&named, score);
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::pair(a.second, -a.first->people) < std::pair(b.second, -b.first->people);
    });
    found.resize(std::min(found.size(), kMostOfAKind));
    for (const auto& [named, score] : found) {
        hits.push_back(named->hit);
        hits.back().score = score;
        if (named->hit.kind == FindHit::Kind::Place)
            hits.back().detail = kPlace.in(language);
        if (named->hit.kind == FindHit::Kind::Stop)
            hits.back().detail = kStop.in(language);
    }
}

std::vector<FindHit> FindIndex::search(std::string_view text, std::size_t most,
                                       Language language) const {
    std::vector<FindHit> hits;
    if (input_.tracts == nullptr || trim(text).empty())
        return hits;
    const tract::TractSet& tracts = *input_.tracts;
    if (const std::optional<TypedPlace> typed = typed_place(text, tracts.box()))
        hits.push_back({.kind = FindHit::Kind::Coordinates,
                        .title = fmt::format("{:.5f}, {:.5f}", typed->place.lat, typed->place.lon),
                        .place = typed->place,
                        .swapped = typed->swapped});
    const std::string wanted = folded(trim(text));
    const std::string_view bare = without_words(wanted);
    if (!bare.empty() && bare.front() >= '0' && bare.front() <= '9')
        find_tracts(bare, hits);
    if (!bare.empty())
        find_areas(bare, hits, language);
    find_names(wanted, hits, language);
    std::stable_sort(hits.begin(), hits.end(), [](const FindHit& a, const FindHit& b) {
        const auto order = [](const FindHit& hit) {
            // An area before the tracts in it.
            const int kind = hit.kind == FindHit::Kind::Area          ? 1
                             : hit.kind == FindHit::Kind::Tract       ? 2
                             : hit.kind == FindHit::Kind::Coordinates ? 0
                                                                      : 3;
            return std::pair(hit.score, kind);
        };
        return order(a) < order(b);
    });
    hits.resize(std::min(hits.size(), most));
    return hits;
}

} // namespace tractwise::viewer
