"""Sentences of the pages that change the library, Vietnamese and English side by side.

A key maps to (Vietnamese, English). ``{name}`` is filled in; ``one | many`` in English is chosen by ``n``.
"""

CHANGING: dict[str, tuple[str, str]] = {
    # the library, where it may be changed
    "library.none": (
        "Thư viện chưa có văn bản nào. Hãy thêm tệp ở trên.",
        "The library holds no document yet. Add files above.",
    ),
    "library.manage": ("Sửa, thay, bỏ", "Correct, replace, remove"),
    "library.replace": ("Thay bằng bản mới", "Replace with a new version"),
    "library.replace.button": ("Thay", "Replace"),
    "library.remove": ("Bỏ khỏi thư viện", "Remove from the library"),
    "library.removed": ("Vừa bỏ", "Removed"),
    "library.undo": ("Hoàn tác", "Undo"),
    "library.undo.of": ("Hoàn tác: {name}", "Undo: {name}"),
    "library.removed.hint": (
        "Còn hoàn tác được cho đến lần thêm văn bản sau.",
        "This can be undone until documents are next added.",
    ),
    "library.purge": ("Xóa hẳn ngay", "Delete for good now"),
    # adding files
    "upload.label": ("Thêm văn bản", "Add documents"),
    "upload.button": ("Thêm vào thư viện", "Add to the library"),
    "upload.hint": (
        "Kéo tệp vào đây hoặc chọn: Word, PDF (cả bản quét), RTF, HTML, văn bản thuần, ảnh. Tối đa {files} tệp, {megabytes} MB mỗi lần.",
        "Drop files here or choose them: Word, PDF (scans too), RTF, HTML, plain text, pictures. At most {files} files, {megabytes} MB at a time.",
    ),
    "upload.too_much": (
        "Nhiều quá: mỗi lần tối đa {files} tệp, {megabytes} MB. Hãy bỏ bớt.",
        "Too much: at most {files} files, {megabytes} MB at a time. Choose fewer.",
    ),
    "intake.title": ("Thêm vào thư viện", "Adding to the library"),
    "intake.waiting": ("Đang chờ đến lượt.", "Waiting for its turn."),
    "intake.read": ("Đang đọc tệp {next}/{total}.", "Reading file {next} of {total}."),
    "intake.segment": ("Đang tách từ: {done}/{total} đoạn.", "Segmenting words: {done} of {total} passages."),
    "intake.encode": ("Đang mã hóa: {done}/{total} đoạn.", "Encoding: {done} of {total} passages."),
    "intake.write": ("Đang ghi chỉ mục.", "Writing the index."),
    "intake.done": ("Xong. Thư viện đã sẵn sàng để tìm.", "Done. The library is ready to be searched."),
    "intake.pages": ("Đang đọc trang {done}/{total}.", "Reading page {done} of {total}."),
    "intake.file.waiting": ("Đang chờ.", "Waiting."),
    "intake.follow": ("Xem tiếp", "See how far it is"),
    "intake.read_as": ("Đọc được:", "Read as:"),
    "intake.check": ("Kiểm tra và sửa thuộc tính", "Check and correct what was read"),
    "outcome.added": ("Đã thêm.", "Added."),
    "outcome.replaced": ("Đã thay bản trước.", "Replaced the earlier version."),
    "outcome.unchanged": ("Thư viện đã có đúng nội dung này.", "The library has this very content already."),
    "correction.title": ("Sửa thuộc tính", "Correct attributes"),
    "correction.lead": (
        "Ghi đúng điều văn bản nêu; để trống điều văn bản không nêu. Lời của văn bản giữ nguyên.",
        "Write what the document states; leave empty what it does not. Its text stays as it is.",
    ),
    "correction.save": ("Lưu", "Save"),
    "correction.corrected": ("đã sửa tay", "corrected by hand"),
    # judging
    "judging.summary": ("Đánh giá", "Judge"),
    "judging.name": ("Tên người đánh giá", "Your name"),
    "judging.more": ("Thêm bằng chứng từ văn bản này", "Add evidence from this document"),
    "judging.missing": (
        "Thiếu đoạn trả lời? Thêm bằng chứng cho câu hỏi này",
        "Is a passage missing? Add evidence for this question",
    ),
    "judging.not_sent": (
        "Chưa gửi được. Hãy kiểm tra máy chủ còn chạy không rồi bấm lại.",
        "This was not sent. See whether the server still runs, then press again.",
    ),
    "grade.2": ("Trả lời được", "Answers"),
    "grade.1": ("Trả lời một phần", "Answers in part"),
    "grade.0": ("Không trả lời", "Does not answer"),
    "evidence.title": ("Thêm bằng chứng cho một câu hỏi", "Add evidence for a question"),
    "evidence.hint": (
        "Bôi đen lời văn bản rồi bấm “Dùng làm bằng chứng”, hoặc chép lời ấy vào đây.",
        "Select words of the document and press “Use as evidence”, or copy them here.",
    ),
    "evidence.take": ("Dùng làm bằng chứng", "Use as evidence"),
    "evidence.words": ("Nguyên văn", "The document's words"),
    "evidence.grade": ("Mức", "Grade"),
    "evidence.save": ("Lưu đánh giá", "Save"),
    "judgements.title": ("Đoạn đã đánh giá", "Judged passages"),
    "judgements.open": ("Xem, thêm, xuất", "See, add, export"),
    "judgements.count": ("{n} đánh giá", "{n} judgement | {n} judgements"),
    "judgements.lead": (
        "Đoạn nào trả lời câu hỏi nào, theo ai, từ lúc nào. Xuất ra để đo chất lượng tìm kiếm.",
        "Which passage answers which question, in whose eyes, since when. Export them to measure the search.",
    ),
    "judgements.jsonl": ("Tải bộ câu hỏi (JSONL)", "Download the question set (JSONL)"),
    "judgements.qrels": ("Tải qrels (TREC)", "Download qrels (TREC)"),
    "judgements.none": (
        "Chưa có đánh giá nào. Hãy hỏi một câu, rồi bấm “Đánh giá” dưới mỗi đoạn tìm được.",
        "Nothing is judged yet. Ask a question, then press “Judge” below each passage found.",
    ),
    "judgements.drop": ("Rút lại", "Withdraw"),
    "judgements.drop.of": ("Rút lại đánh giá của {judge} về {name}", "Withdraw what {judge} said of {name}"),
}
