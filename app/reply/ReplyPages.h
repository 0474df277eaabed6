#pragma once

#include "reply/ReplyStore.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// Reads everything the inbox shows of one reply: who wrote, what they answered, what became of it. Runs on a database
/// thread.
class ReplyPages
{
    Q_DECLARE_TR_FUNCTIONS(ReplyPages)
public:
    /// NotFound: there is no such reply.
    Result<ReplyPage> page(Connection &connection, ReplyId id) const;

private:
    ReplyStore m_store;
};

} // namespace AlwaysLeads
