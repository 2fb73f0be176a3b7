// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/weights_choice.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/spatial/contiguity.hpp"
#include "engine/spatial/distances.hpp"
#include "engine/spatial/gal.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tractwise::spatial {

namespace {

using Kind = WeightsChoice::Kind;

enum class Number { None, MayBe, Needed, NeededWhole };
struct KindOfWeights {
    std::string_view word;
    Kind kind;
    Number number;
    Text text, text_with_number;
};
constexpr KindOfWeights kKindsOfWeights[] = {
    {"queen",
     Kind::Queen,
     Number::MayBe,
     {"tracts that share a corner (queen)", "sectores que comparten una esquina (reina)"},
     {"tracts that come within {} m of each other (queen)",
      "sectores que se acercan a {} m (reina)"}},
    {"rook",
     Kind::Rook,
     Number::MayBe,
     {"tracts that share an edge (rook)", "sectores que comparten un lado (torre)"},
     {"tracts that share an edge within {} m (rook)",
      "sectores que comparten un lado a menos de {} m (torre)"}},
    {"knn",
     Kind::Nearest,
     Number::NeededWhole,
     {"", ""},
     {"the {} nearest tracts", "los {} sectores más cercanos"}},
    {"band",
     Kind::Band,
     Number::Needed,
     {"", ""},
     {"tracts within {} m", "sectores a menos de {} m"}},
    {"kernel",
     Kind::Kernel,
     Number::NeededWhole,
     {"", ""},
     {"the {} nearest tracts, nearer ones counting more",
      "los {} sectores más cercanos; los más próximos cuentan más"}},
    {"county",
     Kind::County,
     Number::None,
     {"tracts of the same county", "sectores del mismo condado"},
     {"", ""}},
};

constexpr const char* kUsage =
    "queen, rook, knn:8, band:5000 (meters), kernel:8, county, or a file .gal or .gwt";

[[noreturn]] void refuse(std::string_view text, const std::string& why) {
    throw Error(ErrorKind::Usage, fmt::format("neighbors \"{}\": {}", text, why), {.hint = kUsage});
}

} // namespace

WeightsChoice WeightsChoice::parse(std::string_view text) {
    const std::string lower = to_lower(text);
    if (lower.ends_with(".gal") || lower.ends_with(".gwt"))
        return {.kind = Kind::File, .number = 0, .file = std::string(text)};
    const std::size_t colon = lower.find(':');
    const std::string_view word = std::string_view(lower).substr(0, colon);
    for (const KindOfWeights& known : kKindsOfWeights) {
        if (known.word != word)
            continue;
        WeightsChoice choice{.kind = known.kind};
        if (colon == std::string::npos) {
            if (known.number == Number::Needed || known.number == Number::NeededWhole)
                refuse(text, fmt::format("needs a number, as in {}:{}", word,
                                         known.number == Number::Needed ? "5000" : "8"));
            return choice;
        }
        if (known.number == Number::None)
            refuse(text, "takes no number");
        const auto number = parse_number(std::string_view(lower).substr(colon + 1));
        constexpr double most = 1e7; // as many tracts, or half around the earth
        if (!number || !(*number > 0) || *number > most)
            refuse(text, "what follows the colon is a number above 0");
        if (known.number == Number::NeededWhole && *number != std::floor(*number))
            refuse(text, "so many neighbors are a whole number");
        choice.number = *number;
        return choice;
    }
    refuse(text, "is none of the ways to be neighbors");
}

WeightsChoice::Made WeightsChoice::make(const Tracts& tracts, const Progress& progress) const {
    progress.step("finding neighbors", 0);
    const auto touching = [&](Touch touch) {
        Contiguity found = contiguity(tracts.shapes, touch, number, progress);
        return Made{std::move(found.weights), found.added_by_snap, 0};
    };
    const auto count = static_cast<std::size_t>(number);
    Made made;
    switch (kind) {
    case Kind::Queen:
        made = touching(Touch::Corner);
        break;
    case Kind::Rook:
        made = touching(Touch::Edge);
        break;
    case Kind::Nearest:
        made.weights = nearest_neighbors(tracts.centroids, count);
        break;
    case Kind::Band:
        made.weights = distance_band(tracts.centroids, number);
        break;
    case Kind::Kernel:
        made.weights = adaptive_kernel(tracts.centroids, spatial::Kernel::Triangular, count);
        break;
    case Kind::County:
        made.weights = block(tracts.county);
        break;
    case Kind::File:
        made.weights = styled(read_weights(file, tracts.ids), Style::Binary);
        break;
    }
    if (join_islands) {
        Joined joined = spatial::join_islands(made.weights, tracts.centroids);
        made.weights = std::move(joined.weights);
        made.joined = joined.joined;
    }
    made.weights.set_ids({tracts.ids.begin(), tracts.ids.end()});
    return made;
}

std::string WeightsChoice::describe(Language language) const {
    constexpr Text of_file{"those of {}", "los de {}"};
    if (kind == Kind::File)
        return fmt::format(fmt::runtime(of_file.in(language)), file);
    for (const KindOfWeights& known : kKindsOfWeights)
        if (known.kind == kind)
            return number == 0 ? std::string(known.text.in(language))
                               : fmt::format(fmt::runtime(known.text_with_number.in(language)),
                                             kind == Kind::Band ? format_count(number)
                                                                : format_number(number));
    return {};
}

} // namespace tractwise::spatial
