// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"

/// Words that more than one file of this folder shows.
namespace tractwise::viewer {

inline constexpr Text kStop{"Stop", "Parada"};
inline constexpr Text kNumberOfStops{"Number of stops", "Número de paradas"};
inline constexpr Text kPlacedByHand{"placed by hand", "colocada a mano"};
inline constexpr Text kReached{"reached", "alcanzada"};
inline constexpr Text kNewlyReached{"newly reached", "nuevas alcanzadas"};
inline constexpr Text kNewly{"newly", "nuevas"}; ///< the same, as the head of a column
inline constexpr Text kLeaveToSearch{"Leave it to the search", "Dejarlo a la búsqueda"};

// What the list of changes calls them.
inline constexpr Text kChangeLock{"Lock a stop", "Fijar una parada"};
inline constexpr Text kChangeExclude{"Exclude a place", "Excluir un lugar"};
inline constexpr Text kChangeFree{"Free choice of a place", "Lugar de libre elección"};

} // namespace tractwise::viewer
