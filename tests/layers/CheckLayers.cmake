# Reads the sources and refuses what the compiler lets through: an include against the direction of the layers, SQL outside
# the stores, and words that stand for something unfinished or unsafe.
#
#     cmake -D ROOT=<the repository> -D GUI_HEADERS=<folders of Qt's Gui and Widgets headers> -P CheckLayers.cmake

cmake_minimum_required(VERSION 3.25)

# The nouns of app/, lowest first. A noun may include what stands in an earlier row, and itself.
set(rows
    "base"
    "storage net address dns"
    "schema keychain suppression spreadsheet history dnscheck maildomain spelling"
    "settings lead mail"
    "assistant prospecting oauth imap cloudmail autoconfig"
    "mailbox scoring"
    "sending campaign"
    "draft"
    "outbox"
    "optout"
    "reply"
    "sandbox probe analytics"
    "Application") # the files that lie in app/ itself
set(height 0)
foreach(row IN LISTS rows)
    separate_arguments(nouns UNIX_COMMAND "${row}")
    foreach(noun IN LISTS nouns)
        set(height_of_${noun} ${height})
    endforeach()
    math(EXPR height "${height} + 1")
endforeach()

# The folders of ui/ that all pages use; they know no page.
set(ui_shared style widgets)
set(allowed_in_ui_style style)
set(allowed_in_ui_widgets style widgets)

# The stores that go by another name: the only other files with SQL.
set(stores
    app/campaign/CampaignSenders.cpp # each of these reads or writes one small table
    app/campaign/CampaignStorePeople.cpp # CampaignStore
    app/campaign/CampaignStoreSteps.cpp
    app/draft/ApprovalLog.cpp
    app/draft/AutomaticSending.cpp
    app/draft/DraftTyping.cpp # DraftTypingStore
    app/draft/DraftVersions.cpp
    app/draft/WritingRules.cpp # WritingRuleStore
    app/keychain/SecretRows.cpp
    app/lead/LeadField.cpp # LeadFieldStore
    app/lead/LeadFilterSql.cpp # writes a filter
    app/lead/LeadQueryAnswer.cpp # writes a search
    app/lead/LeadQuerySql.cpp
    app/lead/LeadTextMatch.cpp # asks SQLite for its tokenizer
    app/optout/OptOutTokens.cpp
    app/outbox/SendLedger.cpp)

# Lines of one file. A test is a list of cases, which reads well when it is long.
set(longest 600)
set(longest_test 900)

# refuse(<file> <text of the file> <pattern> <why>): an error for the first place where the pattern stands.
function(refuse file content pattern why)
    if("${content}" MATCHES "${pattern}")
        set(found "${CMAKE_MATCH_0}")
        string(FIND "${content}" "${found}" place)
        string(SUBSTRING "${content}" 0 ${place} before)
        string(REGEX REPLACE "[^\n]" "" lines "${before}")
        string(LENGTH "${lines}" line)
        math(EXPR line "${line} + 1")
        string(STRIP "${found}" found)
        message(SEND_ERROR "${file}:${line}: \"${found}\": ${why}")
    endif()
endfunction()

function(check_app_includes file content)
    string(REGEX REPLACE "^app/" "" inside "${file}")
    if(inside MATCHES "^([^/]+)/")
        set(noun "${CMAKE_MATCH_1}")
    else()
        set(noun "Application")
    endif()
    if(NOT DEFINED height_of_${noun})
        message(SEND_ERROR "${file}: the noun \"${noun}\" has no row in tests/layers/CheckLayers.cmake. Give it one.")
        return()
    endif()

    string(REGEX MATCHALL "#include \"[^\"\n]+\"" includes "${content}")
    foreach(include IN LISTS includes)
        string(REGEX REPLACE "#include \"(.*)\"" "\\1" header "${include}")
        if(header MATCHES "^([^/]+)/")
            set(other "${CMAKE_MATCH_1}")
        elseif(header MATCHES "\\.moc$")
            continue()
        elseif(header STREQUAL "Application.h" OR EXISTS "${ROOT}/app/${header}")
            set(other "Application")
        else()
            message(SEND_ERROR "${file}: includes \"${header}\". Includes start at app/, as in \"lead/Lead.h\".")
            continue()
        endif()
        if(other STREQUAL noun)
            continue()
        endif()
        if(NOT DEFINED height_of_${other})
            message(SEND_ERROR "${file}: includes \"${header}\", which is not a noun of app/.")
        elseif(NOT height_of_${other} LESS height_of_${noun})
            message(SEND_ERROR "${file}: includes \"${header}\", but ${other} is not below ${noun}.")
        endif()
    endforeach()

    string(REGEX MATCHALL "#include <[A-Za-z/]+>" includes "${content}")
    foreach(include IN LISTS includes)
        string(REGEX REPLACE "#include <(.*)>" "\\1" header "${include}")
        if(header MATCHES "^Qt(Gui|Widgets|Svg|Charts|PrintSupport)(/|$)")
            message(SEND_ERROR "${file}: includes <${header}>. app/ works without a window.")
            continue()
        endif()
        foreach(folder IN LISTS GUI_HEADERS)
            if(folder MATCHES "/Qt(Gui|Widgets|Svg)/?$" AND EXISTS "${folder}/${header}")
                message(SEND_ERROR "${file}: includes <${header}>. app/ works without a window.")
                break()
            endif()
        endforeach()
    endforeach()
endfunction()

function(check_ui_includes file content)
    string(REGEX MATCHALL "#include \"[^\"\n]+\"" includes "${content}")
    foreach(include IN LISTS includes)
        string(REGEX REPLACE "#include \"(.*)\"" "\\1" header "${include}")
        if(header MATCHES "Store\\.h$" OR header MATCHES "^storage/(Connection|Database|Migration)\\.h$")
            if(NOT header MATCHES "/SecretStore\\.h$")
                message(SEND_ERROR "${file}: includes \"${header}\". ui/ asks a service, never a store or the database.")
            endif()
        endif()
        foreach(shared IN LISTS ui_shared)
            if(file MATCHES "^ui/${shared}/" AND header MATCHES "^([^/]+)/" AND EXISTS "${ROOT}/ui/${header}")
                set(other "${CMAKE_MATCH_1}")
                if(NOT other IN_LIST allowed_in_ui_${shared})
                    message(SEND_ERROR "${file}: includes \"${header}\", but ui/${shared} knows no page.")
                endif()
            endif()
        endforeach()
    endforeach()
endfunction()

file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/app/*.h" "${ROOT}/app/*.cpp" "${ROOT}/ui/*.h" "${ROOT}/ui/*.cpp"
    "${ROOT}/tests/*.h" "${ROOT}/tests/*.cpp")
if(NOT files)
    message(FATAL_ERROR "There is no source below \"${ROOT}\".")
endif()
foreach(file IN LISTS files)
    if(file MATCHES "node_modules")
        continue()
    endif()
    file(READ "${ROOT}/${file}" content)

    string(REGEX REPLACE "[^\n]" "" lines "${content}")
    string(LENGTH "${lines}" lines)
    set(most ${longest})
    if(file MATCHES "^tests/")
        set(most ${longest_test})
    endif()
    if(lines GREATER most)
        message(SEND_ERROR "${file}: has ${lines} lines. Look for the second thing inside (${most} at most).")
    endif()
    refuse("${file}" "${content}" "(TODO|FIXME|XXX)[^a-zA-Z]" "finish it, or open an issue.")
    refuse("${file}" "${content}" "(QTest::qSleep|QThread::m?u?sleep|this_thread::sleep_for)\\(" "wait for a condition, never for a time.")

    if(file MATCHES "^tests/")
        continue()
    endif()
    refuse("${file}" "${content}" "[A-Za-z]+::instance\\(\\)" "what a class uses is handed to it.")
    if(NOT file MATCHES "^app/sandbox/") # a stand-in is a server, and asks no certificate of its clients
        refuse("${file}" "${content}" "ignoreSslErrors|VerifyNone" "a certificate that does not hold ends the conversation.")
    endif()
    if(NOT file MATCHES "^app/(storage|schema)/" AND NOT file MATCHES "^app/.*Store\\.cpp$" AND NOT file IN_LIST stores)
        refuse("${file}" "${content}"
            "\"[^\"\n]*(SELECT|INSERT INTO|INSERT OR [A-Z]+ INTO|UPDATE|DELETE FROM|PRAGMA|CREATE TABLE|CREATE INDEX|DROP TABLE) [a-z0-9_(*]"
            "SQL stands in a store only.")
    endif()
    if(file MATCHES "^app/")
        check_app_includes("${file}" "${content}")
    else()
        check_ui_includes("${file}" "${content}")
    endif()
endforeach()
