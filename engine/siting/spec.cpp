// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/spec.hpp"

namespace tractwise::siting {

std::string_view name_of(Objective objective) {
    switch (objective) {
    case Objective::Mclp:
        return "mclp";
    case Objective::Lscp:
        return "lscp";
    case Objective::PMedian:
        return "p-median";
    case Objective::PCenter:
        return "p-center";
    case Objective::MaxMin:
        return "max-min";
    case Objective::FairShare:
        return "fair-share";
    }
    return "";
}

bool is_covering(Objective objective) {
    return objective != Objective::PMedian && objective != Objective::PCenter;
}

bool higher_is_better(Objective objective) {
    return objective == Objective::Mclp || objective == Objective::MaxMin ||
           objective == Objective::FairShare;
}

bool counts_need(Objective objective) {
    return objective == Objective::Mclp || objective == Objective::FairShare;
}

} // namespace tractwise::siting
