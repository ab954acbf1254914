"""Every sentence of the interface, Vietnamese and English side by side.

A key maps to (Vietnamese, English). ``{name}`` is filled in; ``one | many`` in English is chosen by ``n``.
"""

from dataclasses import dataclass
from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

PHRASES: dict[str, tuple[str, str]] = {
    # every page
    "product": ("Trích dẫn", "Trích dẫn"),
    "skip": ("Đến nội dung chính", "Skip to the main content"),
    "nav.label": ("Các trang", "Pages"),
    "nav.search": ("Tìm", "Search"),
    "nav.tasks": ("Phân công", "Tasks"),
    "nav.library": ("Thư viện", "Library"),
    "nav.switch": ("English", "Tiếng Việt"),
    "footer": (
        "Mọi câu trả lời đều là lời của văn bản. Không dữ liệu nào rời khỏi máy này.",
        "Every answer is the document's own words. Nothing leaves this machine.",
    ),
    "footer.json": ("Trang này dạng JSON", "This page as JSON"),
    "copy.citation": ("Chép dẫn nguồn", "Copy citation"),
    "copy.text": ("Chép nguyên văn", "Copy text"),
    "copy.done": ("Đã chép", "Copied"),
    "copy.failed": ("Chưa chép được, hãy bôi đen rồi chép", "Could not copy; select the text and copy it"),
    "keys.title": ("Phím tắt", "Keyboard"),
    "keys.search": ("đến ô tìm", "go to the search box"),
    "keys.move": ("đoạn sau, đoạn trước", "next, previous passage"),
    "keys.open": ("mở đoạn đang chọn", "open the current passage"),
    "keys.copy": ("chép dẫn nguồn của đoạn đang chọn", "copy the current passage's citation"),
    "keys.help": ("bảng này", "this list"),
    "keys.close": ("Đóng", "Close"),
    # search, empty
    "home.title": ("Tìm điều khoản, dẫn đúng nguồn", "Find the clause, cite its source"),
    "home.lead": (
        "Hỏi bằng tiếng Việt có dấu, không dấu, hoặc tiếng Anh. Nhận nguyên văn điều khoản, kèm chỗ đứng của nó trong văn bản.",
        "Ask in Vietnamese, with or without marks, or in English. Get the clause word for word, with its place in the document.",
    ),
    "home.examples": ("Hỏi thử", "Try asking"),
    "home.documents": ("Trong thư viện", "In the library"),
    "home.count": ("{n} văn bản", "{n} document | {n} documents"),
    "home.none": (
        "Thư viện chưa có văn bản nào. Hãy thêm bằng lệnh “trichdan add TỆP_HOẶC_THƯ_MỤC”.",
        "The library holds no document yet. Add some with “trichdan add FILE_OR_FOLDER”.",
    ),
    "search.label": ("Câu hỏi", "Question"),
    "search.placeholder": (
        "Ai chủ trì, khi nào xong, thực hiện văn bản nào…",
        "Who leads, by when, which document it implements…",
    ),
    "search.button": ("Tìm", "Search"),
    # example questions made from the library
    "example.lead": ("Ai chủ trì {task}?", "Ai chủ trì {task}?"),
    "example.agency": ("{agency} được giao những việc gì?", "What must {agency} do?"),
    "example.deadline": ("Những việc nào phải {deadline}?", "Những việc nào phải {deadline}?"),
    "example.implements": ("{name} thực hiện văn bản nào?", "Which document does {name} implement?"),
    "example.about": ("Văn bản nêu gì về {heading}?", "Văn bản nêu gì về {heading}?"),
    # search, results
    "results.title": ("{question} · Tìm", "{question} · Search"),
    "results.count": (
        "{n} đoạn, tìm trong {ms} mili giây",
        "{n} passage in {ms} milliseconds | {n} passages in {ms} milliseconds",
    ),
    "results.understood": ("Đã hiểu là:", "Understood as:"),
    "results.as_typed": ("Tìm đúng như đã gõ: “{question}”", "Search exactly as typed: “{question}”"),
    "results.typed": ("Đang tìm đúng như đã gõ.", "Searching exactly as typed."),
    "results.reread": ("Tìm theo cách hiểu của máy", "Let the marks be restored"),
    "results.translation": ("Đọc theo tiếng Việt:", "Read in Vietnamese as:"),
    "results.references": ("Văn bản được nhắc tới:", "Documents named:"),
    "results.clause": ("Mục được nhắc tới:", "Clause named:"),
    "results.doubtful": (
        "Có thể các văn bản trong thư viện không trả lời câu này. Dưới đây là những đoạn gần nhất.",
        "The documents in the library may not answer this. Here are the nearest passages.",
    ),
    "results.passages": ("Các đoạn tìm được", "Passages"),
    "results.filter": ("Lọc", "Filter"),
    "results.filter.drop": ("Bỏ lọc {value}", "Remove the filter {value}"),
    "results.filter.none": (
        "Không đoạn nào trong số tìm được qua bộ lọc này. Hãy bỏ bớt một bộ lọc.",
        "No passage found passes these filters. Remove one of them.",
    ),
    "results.more": ("Xem thêm", "Show more"),
    "facet.van-ban": ("Văn bản", "Document"),
    "facet.loai": ("Loại", "Type"),
    "facet.co-quan": ("Cơ quan", "Issuer"),
    "facet.nam": ("Năm", "Year"),
    "answer.heading": ("Trả lời", "Answer"),
    "answer.probability": ("độ tin cậy {percent} %", "{percent}% confidence"),
    "hit.open": ("Mở trong văn bản", "Open in the document"),
    "hit.page": ("trang {page}", "page {page}"),
    "hit.context": ("Đoạn trước và sau", "Before and after"),
    "hit.before": ("Ngay trước", "Just before"),
    "hit.after": ("Ngay sau", "Just after"),
    "hit.twins": ("Cũng có nguyên văn ở:", "Word for word also in:"),
    "hit.where": ("Vị trí", "Where"),
    "hit.undated": ("không ghi ngày", "undated"),
    # search, other outcomes
    "blank.title": ("Chưa có câu hỏi", "No question yet"),
    "blank.sentence": (
        "Ô tìm đang trống. Hãy gõ câu hỏi, hoặc chọn một câu dưới đây.",
        "The search box is empty. Type a question, or choose one below.",
    ),
    "invalid.title": ("Chưa tìm được với câu này", "This question can't be searched"),
    "nothing.title": ("Không tìm thấy đoạn nào", "Nothing found"),
    "nothing.sentence": (
        "Không đoạn nào trong thư viện có lời gần với “{question}”.",
        "No passage in the library comes near “{question}”.",
    ),
    "nothing.next": ("Có thể thử:", "What to try:"),
    "nothing.shorter": ("bớt từ, giữ lại tên cơ quan, số hiệu, việc", "fewer words: agency, number, task"),
    "nothing.marks": ("gõ có dấu, hoặc gõ cả câu không dấu", "type every mark, or none at all"),
    "nothing.library": ("xem thư viện đang có những văn bản nào", "see which documents the library holds"),
    # errors
    "error.title": ("Có lỗi", "Something went wrong"),
    "error.unknown.title": ("Không có văn bản này", "No such document"),
    "error.library.title": ("Thư viện chưa sẵn sàng", "The library is not ready"),
    "error.page.title": ("Không có trang này", "No such page"),
    "error.page": (
        "Không có trang nào ở địa chỉ này. Hãy kiểm tra địa chỉ, hoặc bắt đầu lại từ trang tìm.",
        "There is no page at this address. Check it, or start again from the search page.",
    ),
    "error.method": (
        "Địa chỉ này chỉ để đọc. Hãy mở bằng GET.",
        "This address can only be read. Use GET.",
    ),
    "error.host": (
        "Máy chủ không nhận tên máy này. Hãy mở bằng địa chỉ được in ra khi khởi động.",
        "The server does not go by this host name. Use the address printed when it started.",
    ),
    "error.failure": (
        "Máy chủ gặp lỗi khi làm trang này. Hãy thử lại; nếu vẫn thế, xem nhật ký của máy chủ.",
        "The server failed while making this page. Try again; if it stays, look at the server's log.",
    ),
    "error.parameter": (
        "Tham số “{name}” không dùng được. Hãy sửa lại địa chỉ.",
        "The parameter “{name}” can't be used. Correct the address.",
    ),
    "error.back": ("Về trang tìm", "Back to the search page"),
    "error.list": ("Xem thư viện", "See the library"),
    # document
    "document.outline": ("Mục lục", "Outline"),
    "document.outline.top": ("Đầu văn bản", "Top of the document"),
    "document.attributes": ("Thuộc tính", "Attributes"),
    "document.cited": ("Đoạn được dẫn", "Cited passage"),
    "document.cited.go": ("Đến đoạn này", "Go to it"),
    "document.cited.missing": (
        "Văn bản này không có đoạn “{address}”; có thể nó đã được thay bằng bản mới.",
        "This document has no passage “{address}”; it may have been replaced by a newer version.",
    ),
    "document.permalink": ("Dẫn đoạn {address}", "Cite passage {address}"),
    "document.note": ("Chú thích {number}", "Footnote {number}"),
    "document.note.back": ("Về chỗ dẫn chú thích {number}", "Back to where footnote {number} is cited"),
    "document.references": ("Văn bản được dẫn trong bài", "Documents cited here"),
    "document.references.count": ("{n} lần", "once | {n} times"),
    "document.tasks": ("{n} việc được phân công", "{n} assigned task | {n} assigned tasks"),
    "document.text": ("Toàn văn", "Full text"),
    "document.not_stated": ("văn bản không ghi", "not stated"),
    "document.outside": ("ngoài thư viện", "not in the library"),
    "attribute.number": ("Số, ký hiệu", "Number"),
    "attribute.type": ("Loại", "Type"),
    "attribute.issuer": ("Cơ quan ban hành", "Issuer"),
    "attribute.date": ("Ngày ban hành", "Date"),
    "attribute.place": ("Nơi ban hành", "Place"),
    "attribute.signer": ("Người ký", "Signer"),
    "attribute.recipients": ("Nơi nhận", "Recipients"),
    "attribute.implements": ("Thực hiện", "Implements"),
    "attribute.based_on": ("Căn cứ", "Based on"),
    "attribute.amends": ("Sửa đổi, bổ sung", "Amends"),
    "attribute.replaces": ("Thay thế", "Replaces"),
    "attribute.implemented_by": ("Được thực hiện bởi", "Implemented by"),
    "attribute.cited_by": ("Được dẫn trong", "Cited by"),
    "attribute.source": ("Tệp gốc", "File"),
    "document.original": ("tải về", "download"),
    "attribute.warnings": ("Lưu ý", "Warnings"),
    # two versions of a document
    "document.versions": ("Bản trước", "Earlier versions"),
    "document.compare": ("so với bản này", "compare with this one"),
    "comparison.title": ("Thay đổi so với bản trước", "Changes since the earlier version"),
    "comparison.count": ("{n} đoạn khác", "{n} paragraph differs | {n} paragraphs differ"),
    "comparison.none": ("Lời văn của hai bản như nhau.", "The two versions have the same words."),
    "comparison.unchanged": ("{n} đoạn không đổi", "{n} paragraph unchanged | {n} paragraphs unchanged"),
    "comparison.old": ("Bản trước", "Earlier"),
    "comparison.new": ("Bản này", "Now"),
    # tasks
    "tasks.title": ("Phân công", "Tasks"),
    "tasks.lead": (
        "Ai làm gì, trước khi nào: đọc từ các văn bản trong thư viện, việc đến hạn sớm xếp trước.",
        "Who does what, by when: read from the documents in the library, earliest deadline first.",
    ),
    "tasks.count": ("{n} việc", "{n} task | {n} tasks"),
    "tasks.agency": ("Cơ quan", "Agency"),
    "tasks.role": ("Vai trò", "Role"),
    "tasks.deadline": ("Thời hạn", "Deadline"),
    "tasks.document": ("Văn bản", "Document"),
    "tasks.task": ("Nhiệm vụ", "Task"),
    "tasks.place": ("Chỗ ghi", "Where"),
    "tasks.any": ("Tất cả", "Any"),
    "tasks.filter": ("Lọc", "Filter"),
    "tasks.clear": ("Bỏ lọc", "Clear filters"),
    "tasks.by_agency": ("Xếp theo cơ quan", "By agency"),
    "tasks.by_day": ("Xếp theo thời hạn", "By deadline"),
    "tasks.csv": ("Tải CSV", "Download CSV"),
    "tasks.none": (
        "Không việc nào qua bộ lọc này. Hãy bỏ bớt một điều kiện.",
        "No task passes these filters. Drop one of them.",
    ),
    "tasks.page": ("Việc {first}–{last} trong {n}", "Tasks {first}–{last} of {n}"),
    "tasks.previous": ("Trang trước", "Previous page"),
    "tasks.next": ("Trang sau", "Next page"),
    "tasks.due.column": ("Ngày đến hạn", "Due"),
    "tasks.undated": ("không ghi hạn", "no deadline"),
    "deadline.overdue": ("Đã qua hạn", "Past due"),
    "deadline.coming": ("Sắp đến hạn", "Due soon"),
    "deadline.later": ("Còn hạn", "Due later"),
    "deadline.standing": ("Có hạn, không định ngày", "Stated, without a day"),
    "deadline.none": ("Không ghi hạn", "No deadline"),
    "role.chủ trì": ("chủ trì", "leads"),
    "role.phối hợp": ("phối hợp", "joins"),
    "role.tham mưu": ("tham mưu", "advises"),
    "role.thực hiện": ("thực hiện", "carries out"),
    # library
    "library.title": ("Thư viện", "Library"),
    "library.lead": (
        "Những văn bản đang được tìm, cùng thuộc tính đọc được từ chính chúng.",
        "The documents being searched, with what each states of itself.",
    ),
    "library.passages": ("{n} đoạn", "{n} passage | {n} passages"),
    "library.tasks": ("{n} việc", "{n} task | {n} tasks"),
    "library.add": (
        "Thêm văn bản bằng lệnh “trichdan add TỆP_HOẶC_THƯ_MỤC”; trang này thấy ngay.",
        "Add documents with “trichdan add FILE_OR_FOLDER”; this page sees them at once.",
    ),
    # what a document should state and does not
    "warning.number_missing": ("Văn bản không ghi số, ký hiệu.", "The document states no number."),
    "warning.number_blank": (
        "Chỗ ghi số bị bỏ trống; có thể số chỉ được đóng trên bản giấy.",
        "The number's place is blank; it may have been stamped on paper only.",
    ),
    "warning.date_missing": ("Văn bản không ghi ngày ban hành.", "The document states no date."),
    "warning.type_missing": ("Không đọc được loại văn bản.", "The document's type can't be read."),
    "warning.title_missing": ("Văn bản không có trích yếu.", "The document has no title."),
    "warning.issuer_missing": ("Văn bản không ghi cơ quan ban hành.", "The document states no issuer."),
    "warning.place_missing": ("Văn bản không ghi nơi ban hành.", "The document states no place."),
    "warning.signer_missing": ("Văn bản không ghi người ký.", "The document states no signer."),
    "warning.recipients_missing": ("Văn bản không ghi nơi nhận.", "The document lists no recipients."),
    "warning.head_missing": ("Văn bản không có phần đầu.", "The document has no head."),
    "warning.other": ("Cần xem lại: {code}.", "To be looked at: {code}."),
    # the kind of thing that an answer is
    "kind.agency": ("cơ quan", "agency"),
    "kind.date": ("thời gian", "date"),
    "kind.number": ("con số", "figure"),
    "kind.document": ("văn bản", "document"),
    "kind.person": ("người", "person"),
    "kind.place": ("nơi", "place"),
    "kind.definition": ("định nghĩa", "definition"),
    "kind.clause": ("điều khoản", "clause"),
    "kind.text": ("nguyên văn", "words"),
    # the command line
    "serve.ready": (
        "Trích dẫn đang chạy ở {url} (Ctrl+C để dừng)",
        "Trích dẫn is at {url} (Ctrl+C stops it)",
    ),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The interface in one language; called with a key and what its sentence is filled with."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence of a key.

        Raises:
            KeyError: no such key; a test holds that every key in use is there.
        """
        sentence = PHRASES[key][LANGUAGES.index(self.language)]
        if " | " in sentence:
            one, _, many = sentence.partition(" | ")
            sentence = one if values.get("n") == 1 else many
        return sentence.format(**values) if values else sentence

    def warning(self, code: str) -> str:
        """Return a warning of `Metadata.warnings` in words, known or not."""
        return self(f"warning.{code}") if f"warning.{code}" in PHRASES else self("warning.other", code=code)


def read_language(asked: str | None, kept: str | None) -> Language:
    """Return the language asked for in the address, else the one kept in the cookie, else Vietnamese."""
    return "en" if (asked if asked in LANGUAGES else kept) == "en" else "vi"
