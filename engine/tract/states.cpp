// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/states.hpp"

#include "engine/core/text.hpp"

#include <array>

namespace tractwise::tract {
namespace {

struct State {
    std::string_view code, letters, name;
};

// FIPS 5-2 (now INCITS 38:2009) codes, USPS letters and names of states and territories.
constexpr auto kStates = std::to_array<State>({
    {"01", "AL", "Alabama"},
    {"02", "AK", "Alaska"},
    {"04", "AZ", "Arizona"},
    {"05", "AR", "Arkansas"},
    {"06", "CA", "California"},
    {"08", "CO", "Colorado"},
    {"09", "CT", "Connecticut"},
    {"10", "DE", "Delaware"},
    {"11", "DC", "District of Columbia"},
    {"12", "FL", "Florida"},
    {"13", "GA", "Georgia"},
    {"15", "HI", "Hawaii"},
    {"16", "ID", "Idaho"},
    {"17", "IL", "Illinois"},
    {"18", "IN", "Indiana"},
    {"19", "IA", "Iowa"},
    {"20", "KS", "Kansas"},
    {"21", "KY", "Kentucky"},
    {"22", "LA", "Louisiana"},
    {"23", "ME", "Maine"},
    {"24", "MD", "Maryland"},
    {"25", "MA", "Massachusetts"},
    {"26", "MI", "Michigan"},
    {"27", "MN", "Minnesota"},
    {"28", "MS", "Mississippi"},
    {"29", "MO", "Missouri"},
    {"30", "MT", "Montana"},
    {"31", "NE", "Nebraska"},
    {"32", "NV", "Nevada"},
    {"33", "NH", "New Hampshire"},
    {"34", "NJ", "New Jersey"},
    {"35", "NM", "New Mexico"},
    {"36", "NY", "New York"},
    {"37", "NC", "North Carolina"},
    {"38", "ND", "North Dakota"},
    {"39", "OH", "Ohio"},
    {"40", "OK", "Oklahoma"},
    {"41", "OR", "Oregon"},
    {"42", "PA", "Pennsylvania"},
    {"44", "RI", "Rhode Island"},
    {"45", "SC", "South Carolina"},
    {"46", "SD", "South Dakota"},
    {"47", "TN", "Tennessee"},
    {"48", "TX", "Texas"},
    {"49", "UT", "Utah"},
    {"50", "VT", "Vermont"},
    {"51", "VA", "Virginia"},
    {"53", "WA", "Washington"},
    {"54", "WV", "West Virginia"},
    {"55", "WI", "Wisconsin"},
    {"56", "WY", "Wyoming"},
    {"60", "AS", "American Samoa"},
    {"66", "GU", "Guam"},
    {"69", "MP", "Commonwealth of the Northern Mariana Islands"},
    {"72", "PR", "Puerto Rico"},
    {"78", "VI", "United States Virgin Islands"},
});

bool same_letters(std::string_view a, std::string_view b) {
    return a.size() == b.size() && to_lower(a) == to_lower(b);
}

} // namespace

bool is_state_code(std::string_view digits) {
    for (const State& state : kStates)
        if (state.code == digits)
            return true;
    return false;
}

std::string_view state_code(std::string_view text) {
    text = trim(text);
    if (text.ends_with(".0")) // a column of floats
        text.remove_suffix(2);
    for (const State& state : kStates)
        if (text == state.code ||
            (text.size() == 1 && state.code[0] == '0' && state.code[1] == text[0]))
            return state.code;
    for (const State& state : kStates)
        if (same_letters(text, text.size() == 2 ? state.letters : state.name))
            return state.code;
    return {};
}

std::string_view state_name(std::string_view digits) {
    for (const State& state : kStates)
        if (state.code == digits)
            return state.name;
    return digits;
}

} // namespace tractwise::tract
